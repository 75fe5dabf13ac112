export const applicationEdit = {
  title: (name: string) => `Edit ${name}`,
  lead: 'A change counts at once. After another name or another redirect URI people are asked again before they go on.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Edit',
  save: 'Save changes',
};
