export const consumerDelete = {
  title: (name: string) => `Delete ${name}`,
  lead: 'Its consumer key and secret stop working at once, and everything that was issued to it ends, for everybody who authorized it. This cannot be undone.',
  breadcrumb: 'Breadcrumb',
  applications: 'OAuth 1 settings',
  here: 'Delete',
  delete: 'Delete',
  cancel: 'Keep it',
};
