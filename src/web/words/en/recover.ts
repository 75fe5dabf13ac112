export const recover = {
  title: 'Forgot your password?',
  lead: 'Enter the email address of your account. We will send you a link to set a new password.',
  email: 'Email',
  emailHint: 'The address that you sign in with.',
  button: 'Send link',
  noMail: 'This server sends no mail. Ask an administrator of it for a link to set a new password.',
  sentTitle: 'Check your mail',
  sentLead:
    'If there is an account with this address, a mail with a link to set a new password is on its way. The link works for 30 minutes. No mail? Look in your spam folder, and check that you typed the right address.',
  back: 'Back to sign in',
};
