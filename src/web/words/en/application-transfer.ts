import type { Offered } from '../../../oauth/model/client-offer.ts';

export const applicationTransfer = {
  title: (name: string) => `Transfer ${name}`,
  lead: 'Nothing changes until whoever you offer it to accepts. From then on they keep it, and you do not.',
  breadcrumb: 'Breadcrumb',
  here: 'Transfer',
  facts: [
    'People who authorized it are asked again, because they read the owner’s name when they agreed.',
    'Its client ID, secret and tokens stay as they are. You may know the secret: the new owner should rotate it.',
    'The offer ends after seven days, and you can withdraw it until it is accepted.',
  ],
  noLongerVerified: 'With another owner it is no longer verified.',
  offered: (to: string) => `It is offered to ${to}.`,
  ends: 'The offer ends on',
  withdraw: 'Withdraw the offer',
  another: 'Offer it to somebody else instead',
  button: 'Offer it',
  cancel: 'Cancel',
  refused: {
    'not-yours': 'Only a manager of the team that owns it transfers it.',
    privileged: 'An administrator stands for it: ask one to transfer it.',
    same: 'It belongs to them already.',
  } satisfies Record<Exclude<Offered, 'offered'>, string>,
  done: {
    offered: 'The offer is made. Until it is accepted, everything stays as it is.',
    withdrawn: 'It is offered to nobody now.',
  },
};
