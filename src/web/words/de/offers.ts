import type { offers as English } from '../en/offers.ts';

export const offers: typeof English = {
  title: 'Ihnen angeboten',
  lead: 'Sie, oder ein Team, das Sie verwalten, sollen diese Anwendungen betreuen. Bis Sie annehmen, ändert sich nichts.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  none: 'Ihnen ist nichts angeboten',
  noneLead: 'Wenn Ihnen jemand eine Anwendung anbietet, steht sie sieben Tage lang hier.',
  from: (name: string) => `Von ${name}`,
  toTeam: (name: string) => `für das Team ${name}`,
  until: 'bis',
  rotate: 'Wer sie weitergibt, kennt vielleicht ihr Geheimnis: Erneuern Sie es, sobald sie Ihnen gehört.',
  accept: 'Annehmen',
  acceptOne: (name: string) => `Annehmen: ${name}`,
  decline: 'Ablehnen',
  declineOne: (name: string) => `Ablehnen: ${name}`,
  refused: {
    gone: 'Sie ist nicht mehr angeboten.',
    'too-many': 'Es sind schon zu viele Anwendungen. Löschen Sie eine, die niemand braucht, und nehmen Sie dann an.',
  },
  done: { declined: 'Abgelehnt. Der Eigentümer behält sie.' },
};
