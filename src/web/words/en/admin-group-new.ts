export const adminGroupNew = {
  title: 'Add a group',
  lead: 'You put people into it next, and then say which applications are for it.',
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  groups: 'Groups',
  here: 'Add a group',
  button: 'Add group',
  cancel: 'Cancel',
};
