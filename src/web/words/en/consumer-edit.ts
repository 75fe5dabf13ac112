export const consumerEdit = {
  title: (name: string) => `Edit ${name}`,
  lead: 'A change counts at once. Permissions that you take away end for everybody who gave them.',
  breadcrumb: 'Breadcrumb',
  applications: 'OAuth 1 settings',
  here: 'Edit',
  save: 'Save changes',
};
