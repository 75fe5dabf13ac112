export const adminGroup = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  groups: 'Groups',
  owner: 'Owner',
  administrators: 'Administrators',
  since: 'Since',
  applications: 'Applications that are for it',
  noApplications: 'none',
  moreApplications: (count: string) => `and ${count} more`,
  holding: 'Groups that it is in',
  notHeld: 'none',

  held: 'Groups in it',
  heldLead: 'Whoever is in one of these groups is in this one too. Groups inside of them do not count.',
  noneHeld: 'No group is in it.',
  addGroup: 'Name of a group',
  addGroupButton: 'Add group',
  noGroup: 'There is no group of this name.',
  tooDeep: 'Groups are nested once: that one holds groups itself, or this one is in a group already.',
  itself: 'A group cannot be in itself.',

  factor: 'Second factor',
  requireFactor: 'Its people need a second factor',
  requireFactorHint:
    'So do the people of the groups in it. Whoever has none sets one up at the next sign-in, right after the password. Sessions that began with a password alone end now.',
  saveFactor: 'Save the rule',

  entry: 'Name and owner',
  save: 'Save',
  delete: 'Delete',
  deleteLead:
    'The people in it keep their accounts. If this group is in another one, they lose what they could use through that.',
  deleteOne: (name: string) => `Delete ${name}`,
  deleteSure: 'There is no way back.',
  inUse: 'Applications are for it: give them to other groups, or to everybody, first.',

  done: {
    added: 'The group was added.',
    saved: 'Saved.',
    'person-added': 'The person is in the group now.',
    'person-removed': 'The person is not in the group any more. What they may not use has ended.',
    'group-added': 'The group is in this one now.',
    'group-removed': 'The group is not in this one any more. What its people may not use has ended.',
  },
};
