import type { applicationTransfer as English } from '../en/application-transfer.ts';

export const applicationTransfer: typeof English = {
  title: (name: string) => `${name} übertragen`,
  lead: 'Es ändert sich nichts, bis Ihr Angebot angenommen wird. Von da an betreuen andere die Anwendung, und Sie nicht mehr.',
  breadcrumb: 'Navigationspfad',
  here: 'Übertragen',
  facts: [
    'Personen, die sie erlaubt haben, werden erneut gefragt, denn sie haben beim Erlauben den Namen des Eigentümers gelesen.',
    'Client-ID, Geheimnis und Tokens bleiben, wie sie sind. Sie kennen vielleicht das Geheimnis: Der neue Eigentümer sollte es erneuern.',
    'Das Angebot endet nach sieben Tagen, und Sie können es zurückziehen, bis es angenommen ist.',
  ],
  noLongerVerified: 'Mit einem anderen Eigentümer gilt sie nicht mehr als geprüft.',
  offered: (to: string) => `Sie ist angeboten: ${to}.`,
  ends: 'Das Angebot endet am',
  withdraw: 'Angebot zurückziehen',
  another: 'Stattdessen jemand anderem anbieten',
  button: 'Anbieten',
  cancel: 'Abbrechen',
  refused: {
    'not-yours': 'Nur wer das Team verwaltet, dem sie gehört, überträgt sie.',
    privileged: 'Ein Administrator steht für sie ein: Bitten Sie ihn, sie zu übertragen.',
    same: 'Sie gehört dieser Person oder diesem Team schon.',
  },
  done: {
    offered: 'Das Angebot ist gemacht. Bis es angenommen ist, bleibt alles, wie es ist.',
    withdrawn: 'Sie ist jetzt niemandem angeboten.',
  },
};
