export const recoveryCodes = {
  title: 'Your recovery codes',
  lead: 'Keep them where you find them without your phone: printed, or in a password manager. Each signs you in once, after your password, in place of a factor that you lost.',
  once: 'They are shown now and never again. Codes that you had before no longer count.',
  codes: 'Recovery codes',
  copy: 'recovery codes',
  back: 'I have kept them',
  goOn: 'I have kept them, go on',
};
