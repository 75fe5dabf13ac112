import type { applicationRotateSecret as English } from '../en/application-rotate-secret.ts';

export const applicationRotateSecret: typeof English = {
  title: (name: string) => `Geheimnis von ${name} erneuern`,
  lead: 'Sie bekommen ein neues Client-Geheimnis, das einmal gezeigt wird. Das jetzige gilt noch 24 Stunden, damit Sie es dort ändern können, wo es benutzt wird.',
  leadNone: 'Die Anwendung hat kein Hauptgeheimnis. Sie bekommen eines, das einmal gezeigt wird.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  here: 'Geheimnis erneuern',
  endOld: 'Altes Geheimnis sofort beenden',
  endOldHint:
    'Für ein Geheimnis, das jemand anderes kennen könnte. Was es noch benutzt, funktioniert von jetzt an nicht mehr.',
  older: 'Es gibt schon zwei davon. Das ältere endet jetzt in jedem Fall: Vom Hauptgeheimnis gelten nie mehr als zwei.',
  named: 'Geheimnisse mit Namen gelten weiter. Beenden Sie eines davon unter „Geheimnisse“.',
  rotate: 'Geheimnis erneuern',
  cancel: 'Abbrechen',
};
