import type { setup as English } from '../en/setup.ts';

export const setup: typeof English = {
  title: 'Ersten Administrator anlegen',
  lead: 'Um diesen Server kümmert sich noch niemand. Der Link, der Sie hierher brachte, gilt einmal, danach gibt es diese Seite nicht mehr.',
  name: 'Name',
  nameHint: 'Andere Personen auf diesem Server sehen ihn.',
  nameExample: 'Ines Moreau',
  email: 'E-Mail',
  emailHint: 'Damit melden Sie sich an.',
  emailExample: 'ines@openfield.example',
  password: 'Passwort',
  passwordHint: 'Mindestens 8 Zeichen. Am besten denkt es sich ein Passwortmanager aus.',
  button: 'Administrator anlegen',
  issuer: 'Die Adresse dieses Servers (Issuer)',
};
