import type { applicationEdit as English } from '../en/application-edit.ts';

export const applicationEdit: typeof English = {
  title: (name: string) => `${name} bearbeiten`,
  lead: 'Änderungen gelten sofort. Wenn Sie den Namen oder eine Redirect-URI ändern, werden Personen erneut gefragt, bevor es weitergeht. Wie sie zu ihren Tokens kommt und wie lange diese gelten, steht unter „Erweitert“.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  here: 'Bearbeiten',
  added:
    'Die Adresse, die gesendet wurde, steht unten in der Liste und ist noch nicht gespeichert. Speichern Sie sie nur, wenn sie Ihnen gehört: Wer sie hat, bekommt die Codes der Personen, die zustimmen.',
  save: 'Änderungen speichern',
};
