export const adminResourceNew = {
  title: 'Add a resource',
  lead: 'An API under the address that applications ask for. You say next which applications may.',
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  resources: 'Resources',
  here: 'Add a resource',
  button: 'Add resource',
  cancel: 'Cancel',
  exists: (uri: string) => `${uri} is in the list already, and means the same. Change it there.`,
};
