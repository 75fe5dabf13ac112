import type { offers as English } from '../en/offers.ts';

export const offers: typeof English = {
  title: 'Ihnen angeboten',
  lead: 'Diese Anwendungen sollen Ihnen übertragen werden, oder einem Team, das Sie verwalten. Bis Sie annehmen, ändert sich nichts.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  none: 'Ihnen ist nichts angeboten',
  noneLead: 'Wenn Ihnen jemand eine Anwendung anbietet, steht sie sieben Tage lang hier.',
  from: (name: string) => `Von ${name}`,
  toTeam: (name: string) => `für das Team ${name}`,
  until: 'Sie können annehmen bis',
  rotate: 'Wer eine Anwendung vorher hatte, kennt vielleicht ihr Geheimnis: Erneuern Sie es, sobald sie Ihnen gehört.',
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
