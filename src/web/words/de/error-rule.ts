import type { errorRule as English } from '../en/error-rule.ts';

export const errorRule: typeof English = {
  all: 'Alle Ablehnungen',
  documentation: 'Dokumentation',
  breadcrumb: 'Navigationspfad',
  what: 'Was geschehen ist',
  why: 'Warum es die Regel gibt',
  fix: 'Wie Sie es beheben',
  example: 'So ist es richtig',
  facts: 'In Kürze',
  rule: 'Regel',
  code: 'Fehlercode',
  section: 'Wo es steht',
  owner:
    'Sie entwickeln die Anwendung? Auf ihrer Seite steht, was zuletzt abgelehnt wurde, was gesendet wurde und warum.',
  ownerLink: 'Ihre Anwendungen',
  guide: 'Zum Weiterlesen:',
  guideLink: 'Eine Anwendung anbinden',
};
