export const factors = {
  title: 'Second factors',
  lead: 'With a second factor, nobody who only knows your password can sign in as you. A change here signs you out everywhere else.',
  needed:
    'This server asks you for a second factor. Set one up here: administration opens to you once you have signed in with it.',

  passkeys: 'Passkeys',
  passkeysLead:
    'A passkey is kept by your device or password manager, and opens with your finger, face or PIN. With one you sign in without a password, and no page that pretends to be this one can use it.',
  passkeysNeedScript: 'Your browser needs JavaScript for passkeys.',
  passkeysNone: 'You have none yet.',
  passkeysNowhere: 'Passkeys need a server with a name, and the address of this one is a number.',
  passkeyName: 'Name',
  passkeySince: 'Added',
  passkeyUsed: 'Last used',
  passkeyCopies: 'On more than one device',
  passkeyRename: 'Rename',
  passkeyRenameOne: (name: string) => `Rename the passkey ${name}`,
  passkeyRemove: 'Remove',
  passkeyRemoveSure: 'It will no longer sign you in. Where nothing else is left, your password alone may be enough.',
  passkeyRemoveOne: (name: string) => `Remove the passkey ${name}`,

  app: 'Authenticator app',
  appLead:
    'An app on your phone shows a new code every 30 seconds, even without a network. You type it after your password.',
  setUp: 'Set up',
  appSince: 'Since',
  appUsed: 'Last used',
  appRemove: 'Remove',
  appRemoveSure: 'After this your password alone may be enough to sign in.',
  appRemoveOne: 'Remove the authenticator app',

  codes: 'Recovery codes',
  codesLead:
    'Each signs you in once, after your password, if you lose your second factor. New codes replace the old ones.',
  codesLeft: (count: number) => (count === 1 ? 'One code is left.' : `${count} codes are left.`),
  codesNone: 'You get ten when you set up a second factor.',
  codesRenew: 'Make new codes',

  done: {
    passkey: 'Your passkey is added. You are signed out everywhere else.',
    'passkey-refused':
      'That passkey could not be added: the page was open for too long, or it did not open with finger, face or PIN. Try again.',
    'passkey-taken': 'That passkey is here already, or you have twenty.',
    'passkey-renamed': 'The passkey has its new name.',
    'passkey-unnamed': 'Nothing was changed: a passkey needs a name.',
    'passkey-removed': 'The passkey is removed. You are signed out everywhere else.',
    app: 'Your authenticator app is set up. You are signed out everywhere else.',
    removed: 'Your authenticator app is removed. You are signed out everywhere else.',
  },
};
