export const recoveryCodes = {
  title: 'Your recovery codes',
  lead: 'Keep them where you find them without your phone: printed, or in a password manager. Each signs you in once, after your password, if you lose your second factor.',
  once: 'They are shown now and never again. Codes that you had before no longer count.',
  codes: 'Recovery codes',
  copy: 'recovery codes',
  back: 'I have saved them',
  goOn: 'I have saved them, continue',
};
