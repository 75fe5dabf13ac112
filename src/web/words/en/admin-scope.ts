export const adminScope = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  scopes: 'Scopes',
  privileged: 'Privileged',
  safe: 'Safe',
  notOffered: 'Not offered',

  entry: 'What it is',
  save: 'Save',
  rename: 'Rename',
  renameLead:
    'The old name keeps working: applications may go on asking for it, and get the new one. Nobody is asked again, and no token is lost. Your API sees the new name, so let it accept both beforehand.',
  newName: { label: 'New name', hint: 'Letters, digits and signs without spaces.', example: 'preferences.read' },
  taken: (name: string) => `${name} is or was the name of another scope. Choose another one.`,
  same: 'This is its name already.',

  oldNames: 'Old names',
  noOldNames: 'none',
  applications: 'Applications',
  applicationsOf: (count: string, one: boolean) => (one ? '1 application has it' : `${count} applications have it`),
  nobody: 'No application has it',
  more: (count: string) => `and ${count} more`,
  delete: 'Delete',
  deleteLead: 'No application has it, so nothing stops working.',
  deleteUsed: 'Only a scope that no application has can be deleted: take it from those that are listed here first.',
  done: {
    added: 'The scope was added.',
    saved: 'The changes were saved. They count for the next request.',
    renamed: 'The scope was renamed. Its old name keeps working.',
  },
  used: 'An application has it, so it was not deleted.',
};
