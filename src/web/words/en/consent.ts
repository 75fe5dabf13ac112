const days = (count: number) => (count === 0 ? 'today' : count === 1 ? 'yesterday' : `${count} days ago`);
const span = (seconds: number) => {
  const hours = Math.round(seconds / 3600);
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (seconds < 5400) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
};

export const consent = {
  pageTitle: (application: string) => `Authorize ${application}`,
  wants: 'wants to use your account',
  madeBy: 'Made by',
  nobodyKnown: 'Nobody known: it registered itself',
  nobodyAnyMore: 'Nobody any more',
  nobodyButDocument: 'Nobody known: it says itself what it is',
  describedAt: 'Described at',
  described: (host: string, used: boolean) =>
    `Its name and all else here is what ${host} says of it${used ? '' : ', and you have never used it'}. Authorize it only if you came here from it yourself, a moment ago.`,
  verified: 'Verified',
  notVerified: 'Not verified',
  homepage: 'Homepage',
  read: 'Read more',
  links: { policyUri: 'Privacy policy', tosUri: 'Terms of service', supportUri: 'Support', logoUri: 'Its logo' },
  contact: 'Contact',
  sendsYouBackTo: 'Sends you back to',
  outOfBand: 'Nowhere: you will be given a code to copy',
  thisComputer: 'A program on this computer',
  inBrowser: 'It gets its access right there, in this browser.',
  otherSite: 'Another site than its homepage.',
  connects: 'Connects',
  device: 'The device that shows the code',
  deviceAsked: (ago: string) => `It asked ${ago}.`,
  ownDevice: 'Did you start this on your own device?',
  ownDeviceText: {
    before: 'Only continue if a device in front of you shows',
    after:
      'at this moment. If somebody sent you the code or a link to this page, they want to get into your account: deny.',
  },
  nobodyChecked: 'Nobody has checked this application',
  registered: (ageDays: number, used: boolean, onDevice: boolean) =>
    `It was registered ${days(ageDays)}${used ? '' : ' and you have never used it'}. Authorize it only if you ${onDevice ? 'started it' : 'came here from it'} yourself, a moment ago.`,
  signedInAs: 'Signed in as',
  useAnother: 'Use another account',
  because: {
    changed:
      'You have authorized it before. Its name, its owner or the addresses that it sends you back to have changed since: look at it as if it were new.',
    more: 'You have authorized it before. It asks for more now: what is new is marked.',
    details: 'You have authorized it before. You are asked every time it asks for this.',
    prompt: 'You have authorized it before. It wants you to confirm it.',
    public:
      'You have authorized it before. Anybody could pretend to be it, since it has no secret: you are asked every time.',
    token: 'You have authorized it before. It gets its access in your browser: you are asked every time.',
    claims:
      'You have authorized it before. It asks for single things about you beyond what is usual for it: you are asked every time.',
    dialect: 'You have authorized it before. You are asked every time an application asks the way this one does.',
    idle: 'You authorized it more than a year ago, and have not used it since.',
    device: 'You have authorized it before. You are asked every time a device connects.',
    consumer: 'You have authorized it before. What you allow it lasts until you end it: you are asked every time.',
  },
  usedAt: 'To be used at',
  isNew: 'New',
  can: 'It will be able to',
  exactly: 'Exactly what it asks for',
  canNothing: 'Recognize you when you come back, and nothing more',
  aboutYou: 'Know this about you',
  cannot: 'It will not be able to',
  cannotPassword: 'See your password or change your email address',
  cannotElse: 'Do anything else without asking you again',
  authorize: 'Authorize',
  deny: 'Deny',
  lasts: (seconds: number | undefined, idleSeconds: number | undefined) => {
    if (seconds !== undefined) return `This lasts up to ${span(seconds)}. End it at any time under`;
    if (idleSeconds === undefined) return 'This lasts until you end it, at any time, under';
    return `This lasts until it was not used for ${span(idleSeconds)}. End it at any time under`;
  },
  authorizedApplications: 'Authorized applications',
  notSure: 'Not sure? Deny: nothing is lost, and it can ask again.',
  tooOld: 'This page was open for too long, or belongs to another sign-in. Please read it again and decide.',
  changed: 'The application changed while you read. Please read it again and decide.',
  choose: 'Please choose one of the two buttons.',
  answered: {
    title: 'You have answered this already',
    lead: (application: string) => `Your answer was sent to ${application} and used. Nothing has changed just now.`,
    todo: (application: string) => [`Go back to ${application}. If it did not work, start there again.`],
  },
  /** OAuth 1.0a: its application is not known any more. */
  gone: {
    title: 'There is nothing left to decide here',
    lead: 'You have answered this already, or it has expired: an application has ten minutes to bring you here. Nothing has changed just now.',
    todo: ['Go back to the application. If it did not work, start there again.'],
  },
};
