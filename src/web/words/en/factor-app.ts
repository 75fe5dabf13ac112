export const factorApp = {
  title: 'Set up an authenticator app',
  titleEither: 'Set up a second factor',
  lead: 'An authenticator app on your phone shows a new code every 30 seconds. You type it after your password.',
  leadRequired:
    'This server asks you for more than a password. Add a passkey, where your browser offers it, or set up an authenticator app, and you are signed in.',
  leadFor: (name: string) =>
    `${name} asks that you sign in with more than a password. Add a passkey, where your browser offers it, or set up an authenticator app, and go on.`,
  scan: 'Scan this QR code with the app',
  picture: 'QR code with the secret for your authenticator app',
  orType: 'Or type this secret into it:',
  secretValue: 'secret',
  code: 'Code',
  hint: 'The six digits that the app shows now.',
  refused:
    'This is not the code that the app shows now. Look again; if it goes on, the clock of the phone may be wrong.',
  button: 'Turn on',
  cancel: 'Cancel',
  expired: 'This page was open for too long, so that it has a new secret. Scan the QR code again.',
};
