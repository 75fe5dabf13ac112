import type { adminApplicationTransfer as English } from '../en/admin-application-transfer.ts';

export const adminApplicationTransfer: typeof English = {
  title: (name: string) => `${name} übertragen`,
  lead: (owner: string | undefined) =>
    owner === undefined
      ? 'Die Anwendung gehört niemandem. Wen Sie hier nennen, sieht von da an ihre Seiten und darf sie ändern.'
      : `Die Anwendung gehört ${owner}. Von da an sieht diese Person sie nicht mehr; der neue Eigentümer sieht ihre Seiten und darf sie ändern.`,
  facts: [
    'Personen, die sie erlaubt haben, werden erneut gefragt, denn sie haben beim Erlauben den Namen des Eigentümers gelesen.',
    'Client-ID, Geheimnis und Tokens bleiben, wie sie sind. Der bisherige Eigentümer kennt vielleicht das Geheimnis: Lassen Sie es den neuen erneuern.',
  ],
  noLongerVerified:
    'Mit einem anderen Eigentümer gilt sie nicht mehr als geprüft: Geben Sie sie wieder frei, wenn Sie sie angesehen haben.',
  here: 'Übertragen',
  nobody: 'Niemand hat ein Konto mit dieser Adresse. Prüfen Sie die Schreibweise oder suchen Sie unter „Personen“.',
  isDisabled: (name: string) =>
    `Das Konto von ${name} ist deaktiviert. Aktivieren Sie es zuerst oder wählen Sie jemand anderen.`,
  same: (name: string) => `Sie gehört schon ${name}.`,
  button: 'Übertragen',
  cancel: 'Abbrechen',
};
