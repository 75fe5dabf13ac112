export const setup = {
  title: 'Create the first administrator',
  lead: 'This server has nobody to look after it yet. The link that brought you here works once, then this page is gone.',
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  nameExample: 'Ines Moreau',
  email: 'Email',
  emailHint: 'You sign in with it.',
  emailExample: 'ines@openfield.example',
  password: 'Password',
  passwordHint: 'At least 8 characters. Best let a password manager make it up.',
  button: 'Create administrator',
  issuer: 'This server’s address (issuer)',
};
