export const adminApplicationTransfer = {
  title: (name: string) => `Transfer ${name}`,
  lead: (owner: string | undefined) =>
    owner === undefined
      ? 'It belongs to nobody. Whoever you name here sees its pages and may change it from then on.'
      : `It belongs to ${owner}, who will no longer see it. The new owner sees its pages and may change it.`,
  facts: [
    'People who authorized it are asked again, because they read the owner’s name when they agreed.',
    'Its client ID, secret and tokens stay as they are. The owner until now may know the secret: let the new one rotate it.',
  ],
  noLongerVerified: 'With another owner it is no longer verified: approve it again once you have looked at it.',
  here: 'Transfer',
  nobody: 'Nobody has an account with this address. Check its spelling, or look for them under People.',
  isDisabled: (name: string) => `The account of ${name} is disabled. Enable it first, or choose somebody else.`,
  same: (name: string) => `It belongs to ${name} already.`,
  button: 'Transfer',
  cancel: 'Cancel',
};
