export const passkey = {
  signIn: 'Use a passkey',
  add: 'Add a passkey',
  notShown: 'No passkey was shown. Try again, or sign in in another way.',
  notMade: 'No passkey was made. Try again; one that is here already cannot be added twice.',
  old: 'The page had stood open for too long, so the passkey was not looked at. Try again.',
  refused: 'This passkey did not count. Try again, or sign in in another way.',
};
