export const applicationEdit = {
  title: (name: string) => `Edit ${name}`,
  lead: 'Changes count at once. If you change the name or a redirect URI, people are asked again before they go on.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Edit',
  save: 'Save changes',
};
