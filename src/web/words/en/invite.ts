export const invite = {
  title: 'Invite somebody',
  lead: 'They get a mail with a link, and choose a password themselves.',
  name: 'Name',
  nameHint: 'As they are called; they can change it.',
  email: 'Email',
  emailHint: 'The mail goes there, and they sign in with it.',
  button: 'Send invitation',
  cancel: 'Cancel',
  done: { sent: 'An invitation is on its way, unless they have an account here already.' },
};
