import type { MailJob } from '../../../accounts/mail.ts';

const percent = (change: number) => `${Math.abs(Math.round(change * 100))} %`;

/** The first page of administration, and what its neighbours share with it. */
export const admin = {
  title: 'Overview',
  lead: 'The last 24 hours, to',
  tabs: {
    overview: 'Overview',
    applications: 'Applications',
    people: 'People',
    groups: 'Groups',
    teams: 'Teams',
    scopes: 'Scopes',
    resources: 'Resources',
    keys: 'Keys',
    settings: 'Settings',
    audit: 'Audit trail',
  },

  issued: 'Tokens issued',
  signedIn: 'People signed in',
  signedInOf: (week: string, people: string) => `${week} in seven days, of ${people} in all`,
  failed: 'Sign-ins refused',
  failedWhich: 'Which ones',
  failedNone: 'in the last 24 hours',
  roughly: (count: string) => `about ${count}`,
  moreThan: (count: string) => `more than ${count}`,
  refused: 'Refusals',
  applications: 'Applications',
  waiting: (count: string, none: boolean) => (none ? 'none waits for review' : `${count} in review`),
  compared: (change: number | undefined) => {
    if (change === undefined) return 'none the day before';
    if (Math.abs(change) < 0.005) return 'as many as the day before';
    return `${percent(change)} ${change > 0 ? 'more' : 'fewer'} than the day before`;
  },

  requests: 'Token requests by hour',
  issuedKey: 'Tokens issued an hour',
  refusedKey: 'Refusals an hour',
  hoursAgo: (hours: number) => (hours === 1 ? '1 hour ago' : `${hours} hours ago`),
  now: 'now',
  asTable: 'The same as a table',
  hour: 'Hour from',
  chart: (most: { readonly hour: string; readonly count: string; readonly refused: string } | undefined) =>
    most === undefined
      ? 'There were no token requests in the last 24 hours.'
      : `Tokens issued and requests refused in each of the last 24 hours. The most in the hour from ${most.hour} UTC: ${most.count} issued, ${most.refused} refused.`,

  unsent: 'Mails that the mail server did not take',
  mailKinds: {
    recovery: 'A link for a new password',
    invitation: 'An invitation',
    'team-invitation': 'An invitation into a team',
    offer: 'An offer of an application',
    notice: 'What happened to an account',
    'email-change': 'A link for a new address',
    'email-changed': 'That an address changed',
    'sign-up': 'A link for a new account',
    'new-browser': 'That somebody signed in with a new browser',
    deletion: 'That an account is going to be deleted',
    deleted: 'That an account was deleted',
    'secret-ends': 'That a secret of an application ends soon',
    transferred: 'That an administrator gave somebody an application',
    'transferred-away': 'That an administrator gave an application to somebody else',
    'secrets-known': 'That the owner before knows the secrets of an application',
  } satisfies Record<MailJob['kind'], string>,
  mailGivenUp: 'Given up. It said:',
  mailAgain: 'It is tried again. It said:',

  needs: {
    secret: (name: string) => `The secret of ${name} ends`,
    secretLead: 'It has no other. Without a new one it cannot get tokens from then on.',
    factor: (count: string, one: boolean) =>
      one
        ? '1 person must have a second factor and has none'
        : `${count} people must have a second factor and have none`,
    factorLead: {
      optional: 'An administrator requires it of them. They set one up at the next sign-in.',
      administrators: 'The setting FACTORS requires it of administrators. They set one up at the next sign-in.',
      everybody: 'The setting FACTORS requires it of everybody. They set one up at the next sign-in.',
    },
    masterKeys: 'SECRET is a list',
    masterKeysLead: 'Older ones can be taken out once nothing is encrypted under them any more.',
  },
  used: 'Used most',
  usedLead: 'by tokens in the last 24 hours',
  usedNothing: 'No application got a token in the last 24 hours.',
  usedAll: 'All applications',

  moreWait: (count: string) => `All ${count} that wait for review`,
  needsYou: 'Needs you',
  nothingWaits: 'Nothing waits for you.',
  waits: (name: string) => `${name} waits for review`,
  by: (owner: string, when: string) => `Registered by ${owner}, ${when}.`,
  asksFor: 'Asks for',
  sendsTo: 'Sends people back to',
  approve: 'Approve',
  approveOne: (name: string) => `Approve ${name}`,
  why: 'Why requests were refused',
  whyNothing: 'No application was refused anything in the last 24 hours.',
  allRules: 'All rules',
  atApplications: (count: string, isOne: boolean) => (isOne ? '1 application' : `${count} applications`),

  events: 'Latest events',
  noEvents: 'Nothing has happened yet.',

  next: 'What comes next',
  steps: {
    scopes: {
      title: 'Add the scopes of your API',
      lead: 'What applications may ask people for, in words that people understand. Without one an application learns who the person is, and nothing more.',
    },
    people: {
      title: 'Add the people',
      lead: 'You are the only one with an account. Others choose their password with a link that you hand over.',
    },
    applications: {
      title: 'Register the first application',
      users:
        'Everybody with an account may, and theirs works at once. With REGISTRATION=review it waits until an administrator approves it.',
      review: 'Everybody with an account may; theirs waits here until an administrator approves it.',
      admins: 'Only administrators may on this server: REGISTRATION says so.',
    },
  },
};
