export const recover = {
  title: 'Forgot your password?',
  lead: 'Enter the address of your account, and we send you a link to set a new password.',
  email: 'Email',
  emailHint: 'The address that you sign in with.',
  button: 'Send link',
  noMail: 'This server sends no mail. Ask an administrator of it for a link to set a new password.',
  sentTitle: 'Look at your mail',
  sentLead:
    'If there is an account with this address, a mail with a link to set a new password is on its way. The link works for 30 minutes. No mail? Look in the folder for spam, and check the address.',
  back: 'Back to sign in',
};
