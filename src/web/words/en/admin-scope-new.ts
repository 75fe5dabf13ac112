export const adminScopeNew = {
  title: 'Add a scope',
  lead: 'Add what your API can tell apart. People decide by its description, so write it in their words.',
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  scopes: 'Scopes',
  here: 'Add a scope',
  button: 'Add scope',
  cancel: 'Cancel',
  exists: (name: string) => `There is a scope ${name} already. Change that one, or choose another name.`,
  taken: (name: string) => `Another scope was called ${name} before, and applications may still ask for it so.`,
  leaving: (name: string) =>
    `A scope ${name} was deleted and is still being taken out of what people allowed. Try again in a minute, or choose another name.`,
};
