/** What a mail says: a greeting, what happened or is to be done, the one link that it is about, and what else there is to know. */
export type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly text: string; readonly href: string };
  readonly afterwards: readonly string[];
};

/** What mails say. */
export const mails = {
  from: (issuer: string) => `Sent by the sign-in server ${issuer}. Nobody reads answers to this mail.`,
  orOpen: 'If the button does nothing, open this address:',
  recovery: (name: string, href: string): Letter => ({
    subject: 'Set a new password',
    greeting: `Hello ${name},`,
    paragraphs: ['somebody, probably you, asked for a way to set a new password for your account.'],
    link: { text: 'Set a new password', href },
    afterwards: [
      'The link works once, for 30 minutes. Setting a password signs you out everywhere.',
      'If you did not ask for it, do nothing: your password stays as it is. Never give the link to anybody.',
    ],
  }),
  invitation: (
    { name, email }: { readonly name: string; readonly email: string },
    href: string,
    issuer: string,
  ): Letter => ({
    subject: 'Your account',
    greeting: `Hello ${name},`,
    paragraphs: [`an account was made for you at ${issuer}. Choose a password, and sign in with ${email}.`],
    link: { text: 'Create your account', href },
    afterwards: [
      'The link works once, for seven days.',
      'If you do not know what this is about, do nothing: without a password nobody can use the account.',
    ],
  }),
};
