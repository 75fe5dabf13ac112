export const applicationEdit = {
  title: (name: string) => `Edit ${name}`,
  lead: 'Changes count at once. If you change the name or a redirect URI, people are asked again before they go on. How it gets its tokens, and how long they live, stands under Advanced.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Edit',
  added:
    'The address that was sent is in the list below, and not saved yet. Save it only if it is yours: whoever has it gets the codes of people who agree.',
  save: 'Save changes',
};
