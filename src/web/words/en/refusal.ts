import type { RuleId } from '../../../oauth/rules/index.ts';

const leads: Partial<Record<RuleId, (application: string) => string>> = {
  'client-id-missing': () =>
    'The link that brought you here does not say which application you came from. To keep your account safe we stopped here. Nothing was shared.',
  'client-unknown': () =>
    'You came from an application that is not registered here, or is not active. To keep your account safe we stopped here. Nothing was shared.',
  'redirect-uri-missing': (application) =>
    `${application} did not say where to return you. To keep your account safe we stopped here. Nothing was shared.`,
  'redirect-uri-mismatch': (application) =>
    `${application} asked us to return you to an address that it has not registered. To keep your account safe we stopped here. Nothing was shared.`,
  'request-uri-unknown': (application) =>
    `What ${application} asked of you no longer waits here: it has expired, or the link was changed. Nothing was shared.`,
};

export const refusal = {
  title: (application: string) => `We did not send you back to ${application}`,
  titleUnknown: 'We do not know where you came from',
  lead: (rule: RuleId, application: string | undefined, owns: boolean) =>
    owns && rule === 'redirect-uri-mismatch'
      ? `The redirect URI is not one that ${application} has registered. It must be the same, character by character.`
      : (leads[rule]?.(application ?? 'The application') ??
        `The request of ${application ?? 'the application'} has a mistake in it, so we stopped here. Nothing was shared.`),
  /** For the owner. */
  notActive: {
    'in-review': (application: string) =>
      `${application} waits for an administrator of this server and may do nothing yet.`,
    rejected: (application: string) =>
      `An administrator of this server rejected ${application} as it is, so it may do nothing.`,
    disabled: (application: string) => `An administrator of this server has disabled ${application}.`,
  },
  /** Who can change it. */
  activate: {
    'in-review':
      'Nobody but an administrator of this server can approve it. Everything else can be prepared meanwhile.',
    rejected: 'What has to change stands on its page. Change it there under Edit: with that it waits for them again.',
    disabled: 'Nobody but an administrator of this server can enable it again: ask one.',
  },
  openIt: (application: string) => ({
    before: 'What is registered of it stands ',
    link: `on the page of ${application}`,
  }),
  denied: (application: string) => ({
    status: 200,
    title: `You did not authorize ${application}`,
    lead: `${application} was given no code and cannot use your account. Nothing was shared.`,
    todo: [`Close this page. If you change your mind, start again in ${application}.`],
  }),
  notAdmitted: (application: string) => ({
    status: 200,
    title: `You may not use ${application}`,
    lead: `It is for some groups of people, and you are in none of them. ${application} was given nothing.`,
    todo: ['Close this page. Ask whoever keeps the application, or an administrator of this server, to add you.'],
  }),
  fixIt: 'Send a registered address from your application, or add the one that was sent if it is yours too.',
  goBackTo: 'Go back to ',
  startAgain: ' and start again.',
  goBack: 'Go back to where you came from and start again.',
  stillThere: 'An account that you made on the way is there: when you start again, you sign in with it.',
  tellThem:
    'If it happens again, tell the people who make the application, and give them the request below. It is a mistake on their side, not on yours.',
};
