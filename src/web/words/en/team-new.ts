export const teamNew = {
  title: 'Create a team',
  lead: 'You are its manager, and invite others next.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  teams: 'Teams',
  here: 'Create a team',
  button: 'Create team',
  cancel: 'Cancel',
  tooMany: (most: number) => `You manage ${most} teams already. Delete one that you do not need.`,
};
