export const newPassword = {
  title: 'Set a new password',
  firstTitle: 'Choose your password',
  lead: (email: string) => `For the account ${email}. The link that brought you here works once.`,
  ends: 'Setting it signs you out everywhere, and applications have to send you here again before they go on.',
  email: 'Email',
  password: 'New password',
  hint: 'At least 8 characters. Best let a password manager make it up.',
  button: 'Set password',
};
