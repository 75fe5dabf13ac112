export const group = {
  breadcrumb: 'Breadcrumb',
  start: 'Start',
  lead: 'You may put people into this group and take them out. An administrator says what it is for.',
  holds: 'Everybody of these groups is in it too:',
  done: {
    'person-added': 'The person is in the group now.',
    'person-removed': 'The person is not in the group any more. What they may not use has ended.',
  },
};
