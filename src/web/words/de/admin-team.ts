import type { adminTeam as English } from '../en/admin-team.ts';

export const adminTeam: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Administration',
  teams: 'Teams',
  since: 'Seit',
  applications: 'Anwendungen',
  noApplications: 'keine',
  appoint: 'Jemanden aufnehmen',
  appointLead:
    'Das tun sonst die, die es verwalten. Wo sich von ihnen niemand mehr anmelden kann, bestimmen Sie jemanden.',
  add: 'E-Mail einer Person',
  addHint: 'Die Person braucht hier ein Konto.',
  addButton: 'Ins Team aufnehmen',
  lastManager:
    'Ein Team braucht jemanden, der es verwaltet und sich anmelden kann. Bestimmen Sie zuerst jemand anderen.',
  done: {
    appointed: 'Die Person ist im Team, wie Sie es gesagt haben.',
    removed: 'Die Person ist nicht mehr im Team und betreut keine seiner Anwendungen.',
  },
};
