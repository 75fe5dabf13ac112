import type { device as English } from '../en/device.ts';

export const device: typeof English = {
  title: 'Gerät verbinden',
  lead: 'Ihr Fernseher, Ihr Terminal oder Ihre Kamera zeigt einen Code aus acht Buchstaben. Geben Sie ihn hier ein; auf der nächsten Seite steht, was das Gerät verlangt.',
  leadFilledIn:
    'Der Code kam mit der Adresse, die Sie geöffnet haben. Vergleichen Sie ihn mit dem auf Ihrem Gerät; auf der nächsten Seite steht, was es verlangt.',
  code: 'Code',
  codeHint: 'Großschreibung und der Strich spielen keine Rolle.',
  codeExample: 'WDJB-MJHT',
  button: 'Weiter',
  warning: 'Geben Sie nur einen Code ein, den Sie auf Ihrem eigenen Gerät sehen.',
  warningText: 'Wenn jemand ihn Ihnen geschickt hat, will diese Person in Ihr Konto.',
  noCode: 'Ein Code hat acht Buchstaben, ohne Vokale und Ziffern. Sehen Sie noch einmal auf Ihr Gerät.',
  unknown:
    'Kein Gerät wartet mit diesem Code. Sehen Sie noch einmal nach oder beginnen Sie auf dem Gerät neu: Ein Code gilt einige Minuten und nur einmal.',
  gone: {
    title: 'Dieser Code gilt nicht mehr',
    lead: 'Sie haben ihn schon beantwortet, er ist abgelaufen, oder er wurde seitdem in einem anderen Browser eingegeben. Jetzt hat sich nichts geändert.',
    todo: [
      'Sehen Sie auf Ihr Gerät: Wenn Sie es erlaubt haben, geht es dort von selbst weiter.',
      { before: 'Sonst beginnen Sie dort neu und ', href: '/device', link: 'geben Sie den neuen Code ein', after: '.' },
    ],
  },
};
