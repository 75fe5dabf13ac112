export const groupForm = {
  name: 'Name',
  nameHint: 'Applications that may see their groups know this one by it.',
  description: 'Description',
  descriptionHint: 'Who is in it, for whoever manages it.',
  owner: 'Owner',
  ownerHint: 'The address of an account that may put people in and take them out. Empty: administrators alone.',
  taken: 'There is a group of this name already.',
  noAccount: 'There is no account with this address.',
};
