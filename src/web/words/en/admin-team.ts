export const adminTeam = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  teams: 'Teams',
  since: 'Since',
  applications: 'Applications',
  noApplications: 'none',
  appoint: 'Put somebody into it',
  appointLead: 'Its managers do that themselves. Where none of them can sign in any more, appoint one.',
  add: 'Email of a person',
  addHint: 'They need an account here.',
  addButton: 'Put into the team',
  lastManager: 'A team needs a manager who can sign in. Make somebody else one first.',
  done: {
    appointed: 'The person is in the team as you said.',
    removed: 'The person is not in the team any more, and keeps none of its applications.',
  },
};
