/** Whom an application goes to, on the pages that give it away. */
export const applicationReceiver = {
  email: 'Email of the new owner',
  emailHint: 'Somebody with an account on this server.',
  team: 'Or the name of a team',
  teamHint: 'Everybody in it then keeps the application. Leave one of the two empty.',
  both: 'Give an address or the name of a team, not both.',
  noTeam: 'There is no team of this name. Compare it letter by letter.',
};
