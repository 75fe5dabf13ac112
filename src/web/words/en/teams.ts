export const teams = {
  title: 'Your teams',
  lead: 'What a team owns belongs to nobody alone: it stays when one of you leaves.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  create: 'Create a team',
  empty: 'You are in no team yet',
  emptyLead:
    'Create one and invite others, so that an application does not depend on one person’s account. Or wait for an invitation.',
  name: 'Name',
  role: 'You are',
  members: 'Members',
  owns: 'Applications',
  done: {
    left: 'You have left the team. Its applications are not yours to see any more.',
    deleted: 'The team was deleted.',
  },
};
