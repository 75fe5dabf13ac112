import type { scopes as English } from '../en/scopes.ts';

export const scopes: typeof English = {
  openid: {
    description: 'Wissen, wer Sie sind, durch eine Nummer, die für Sie steht',
    detail: 'Jede Anmeldung mit diesem Konto braucht das.',
  },
  profile: {
    description: 'Ihr Profil sehen',
    detail: 'Ihren Namen, Ihr Bild und was Sie dort sonst von sich sagen.',
  },
  email: { description: 'Ihre E-Mail-Adresse sehen', detail: undefined },
  address: { description: 'Ihre Postanschrift sehen', detail: undefined },
  phone: { description: 'Ihre Telefonnummer sehen', detail: undefined },
  offline_access: {
    description: 'Verbunden bleiben, während Sie weg sind',
    detail: 'Die Anwendung kann für Sie handeln, bis Sie es zurücknehmen, nicht nur, während Sie sie benutzen.',
  },
  groups: {
    description: 'Sehen, in welchen Gruppen Sie sind',
    detail: 'In denen, für die die Anwendung ist; in allen nur, wenn ein Administrator es so bestimmt.',
  },
  roles: {
    description: 'Sehen, was Sie dort sind, zum Beispiel Redakteur',
    detail: 'Die Rollen, die die Anwendung Ihnen selbst gegeben hat, und keine anderen.',
  },
};
