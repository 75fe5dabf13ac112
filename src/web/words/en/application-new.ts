export const applicationNew = {
  title: 'Register an application',
  lead: 'You get a client ID at once, and everything here can be changed later.',
  leadReview: 'An administrator looks at it before it works. Everything here can be changed later.',
  leadSafe:
    'With scopes that need no review it works at once; otherwise an administrator looks at it first. Everything here can be changed later.',
  owner: 'Who owns it',
  ownerHint: 'Everybody in a team looks after what the team owns.',
  yourself: 'Yourself',
  yourselfHint: 'Nobody else sees it, and it ends with your account.',
  notYourTeam: 'You are not in this team any more. Choose another owner.',
  teamTooMany: (most: number) => `The team owns ${most} applications already. Delete one that it does not need.`,
  tooMany: (most: number) =>
    `It was not registered: you have ${most} of these already, the most that one person can have. Delete one that you no longer need, or ask an administrator to register this one for you.`,
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Register',
  register: 'Register',
  next: 'What happens next',
  steps: [
    'You get a client ID, and for a confidential application a client secret that is shown once.',
    'Your application sends people to the authorize address.',
    'They agree and come back to your redirect URI with a code.',
    'Your server exchanges the code for an access token.',
  ],
  example: 'The page of your application has a working example with its values filled in.',
};
