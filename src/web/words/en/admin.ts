const percent = (change: number) => `${Math.abs(Math.round(change * 100))} %`;

/** The first page of administration, and what its neighbours share with it. */
export const admin = {
  title: 'Overview',
  lead: 'The last 24 hours, to',
  tabs: { overview: 'Overview', applications: 'Applications', people: 'People', scopes: 'Scopes' },

  issued: 'Tokens issued',
  signedIn: 'People signed in',
  signedInOf: (people: string) => `of ${people} accounts`,
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

  requests: 'Token requests by hour (UTC)',
  issuedKey: 'Issued',
  refusedKey: 'Refused',
  chart: (most: { readonly hour: string; readonly count: string; readonly refused: string } | undefined) =>
    most === undefined
      ? 'There were no token requests in the last 24 hours.'
      : `Token requests per hour in the last 24 hours. Most at ${most.hour} with ${most.count}, of which ${most.refused} were refused.`,

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
  atApplications: (count: number) => (count === 1 ? '1 application' : `${count} applications`),

  events: 'Latest events',
  noEvents: 'Nothing has happened yet.',
  event: 'Event',
  who: 'Who',
  about: 'About',
  what: 'What happened',
  when: 'When',
  nobody: '–',
};
