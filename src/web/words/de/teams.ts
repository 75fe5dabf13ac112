import type { teams as English } from '../en/teams.ts';

export const teams: typeof English = {
  title: 'Ihre Teams',
  lead: 'Was einem Team gehört, gehört niemandem allein: Es bleibt, wenn jemand geht.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  create: 'Team anlegen',
  empty: 'Sie sind noch in keinem Team',
  emptyLead:
    'Legen Sie eines an und laden Sie andere ein, damit eine Anwendung nicht vom Konto einer Person abhängt. Oder warten Sie auf eine Einladung.',
  name: 'Name',
  role: 'Ihre Rolle',
  members: 'Mitglieder',
  owns: 'Anwendungen',
  done: {
    left: 'Sie haben das Team verlassen. Seine Anwendungen sehen Sie nicht mehr.',
    deleted: 'Das Team wurde gelöscht.',
  },
};
