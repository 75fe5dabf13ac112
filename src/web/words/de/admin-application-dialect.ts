import type { adminApplicationDialect as English } from '../en/admin-application-dialect.ts';

export const adminApplicationDialect: typeof English = {
  title: (name: string) => `Dialekt von ${name}`,
  here: 'Dialekt',
  lead: 'Für ein System, das für einen anderen Dienst geschrieben ist und nicht bald geändert werden kann. Was es sendet, wird vor jeder Prüfung in die Anfrage des Standards übersetzt, und keine Prüfung ist schwächer. Andere Anwendungen merken nichts davon.',
  dialect: 'Dialekt',
  none: 'Keiner',
  noneHint: 'Die Anwendung spricht OAuth 2.0, wie es im Standard steht.',
  until: 'Letzter Tag',
  untilHint:
    'Vom nächsten Tag an (UTC) ist es, als gäbe es keinen Dialekt. Geben Sie ihm einen: Er soll die Zeit überbrücken, bis das System geändert ist. Leer: ohne Ende.',
  untilWrong: 'Geben Sie einen Tag ab heute an.',
  unknown: 'Wählen Sie einen davon.',
  public: (name: string) =>
    `Diese Anwendung ist öffentlich, und der Dialekt ${name} braucht ein Geheimnis. Ihr Eigentümer kann sie vertraulich machen.`,
  save: 'Speichern',
  saved: 'Gespeichert.',
  cancel: 'Abbrechen',
};
