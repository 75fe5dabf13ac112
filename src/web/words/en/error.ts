const wait = (seconds: number) =>
  seconds === 1 ? '1 second' : seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

export const error = {
  whatYouCanDo: 'What you can do',
  details: 'If you ask for help',
  rule: 'Rule',
  request: 'Request',
  time: 'Time',
  forTheMakers: 'For the people who make it',
  sentBesideRegistered: 'What was sent beside what is registered',
  sent: 'Sent',
  registered: 'Registered',
  nothingRegistered: 'nothing',
  ownerNotice: (application: string) =>
    `You see this because you are signed in as the owner of ${application}. Everybody else is told only that it was refused.`,
  addAddress: 'Add this address',
  openApplication: (application: string) => `Open ${application}`,
  signInToSee: (application: string) => `Do you make ${application}?`,
  signInToSeeLink: 'Sign in',
  signInToSeeAfter: 'to see what was sent.',

  busy: 'Many people are signing in at this moment. Please send the form again in a few seconds.',

  sentBefore:
    'This form was sent already, and did what it says. Nothing was done now: what came of it was replaced, used or deleted since. Send it again if you want it done once more.',

  crowded: {
    title: 'Too many people at this door',
    lead: 'Many people send this form at this moment, and yours was not looked at. Nothing was changed.',
    todo: ['Wait a few seconds, then reload this page: your browser sends the form again.'],
  },
  malformed: {
    title: 'We could not read that request',
    lead: 'The address or the form holds characters that do not belong there. Nothing was changed.',
    todo: ['Go back and try again. If you typed or pasted the address, check its end.'],
  },
  crossSite: {
    title: 'That form came from somewhere else',
    lead: 'Your browser says that another site sent it. To keep your account safe we did nothing.',
    todo: ['If you meant to do it, open this site yourself and do it here.'],
  },
  staleForm: {
    title: 'That form was too old',
    lead: 'You have signed in or out since the page was opened, or your browser keeps no cookies. Nothing was changed.',
    todo: ['Go back, reload the page, and send it again.', 'Allow cookies for this site if your browser blocks them.'],
  },
  forbidden: {
    title: 'This page is for administrators',
    lead: 'You are signed in, but your account may not see it.',
    todo: ['Ask an administrator of this server if you need it.'],
  },
  notFound: {
    title: 'There is nothing here',
    lead: 'The page does not exist, has moved, or is not yours to see.',
    todo: ['Check the address.', { before: 'Start from ', href: '/', link: 'the first page of this site', after: '.' }],
  },
  usedLink: {
    title: 'This link does not work any more',
    lead: 'It was used before, has expired, or lost a part on its way to you. Each link works once.',
    todo: [
      { before: '', href: '/sign-in', link: 'Sign in', after: ', if you have a password already.' },
      'Ask an administrator of this server for a new link.',
    ],
  },
  setupLink: {
    title: 'This link does not work any more',
    lead: 'It was used before, has expired after an hour, or lost a part on its way to you. It works once.',
    todo: [
      { before: '', href: '/sign-in', link: 'Sign in', after: ', if this server has an administrator already.' },
      'If it has none, start the server again: it prints a new link.',
    ],
  },
  methodNotAllowed: {
    title: 'This address does not take that kind of request',
    lead: 'It exists, but was asked in a way that it does not answer. Nothing was changed.',
    todo: ['Open it as an ordinary page, or use the form that leads to it.'],
  },
  tooLarge: {
    title: 'That was too much at once',
    lead: 'The form is larger than this server accepts. Nothing was changed.',
    todo: ['Send less text.'],
  },
  addressTooLong: {
    title: 'That address is too long',
    lead: 'It is longer than this server accepts. Nothing was changed.',
    todo: ['Go back to where you came from and start again.'],
  },
  mediaType: {
    title: 'That is not a form',
    lead: 'This page takes what its own form sends, and nothing else. Nothing was changed.',
    todo: ['Use the form on the page.'],
  },
  tooMany: {
    title: 'Too many attempts',
    lead: (seconds: number) =>
      `There were too many attempts in a short time. Please wait ${wait(seconds)}, then try again.`,
    todo: ['Wait, then try again. Nothing is locked for good.'],
  },
  unavailable: {
    title: 'We cannot answer right now',
    lead: 'The server cannot do its work for the moment. Nothing was changed and nothing is lost.',
    todo: ['Wait a few seconds, then reload this page.'],
  },
  unknown: {
    title: 'We do not know whether that was done',
    lead: 'The server lost its database before an answer came. What you asked for may have been done, or not.',
    todo: ['Wait a few seconds, then go back and look whether it was done, before you send it again.'],
  },
  conflict: {
    title: 'That changed at the same moment',
    lead: 'Something that this needs was changed or removed while you sent it. Nothing was changed by you.',
    todo: ['Go back, load the page again, and see whether it is still needed.'],
  },
  internal: {
    title: 'Something went wrong',
    lead: 'The fault is on our side. It was recorded under the request below.',
    todo: [
      'Try again in a moment.',
      'If it happens again, tell an administrator of this server, with the request below.',
    ],
  },
};
