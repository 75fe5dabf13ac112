export const layout = {
  skip: 'Skip to the content',
  mainNavigation: 'Main',
  accountNavigation: 'Account',
  start: 'Start',
  applications: 'Applications',
  authorized: 'Authorized',
  account: 'Account',
  administration: 'Administration',
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  documentation: 'Documentation',
  host: (instance: string) => `${instance} at`,
  attention: (problems: number) =>
    problems === 1 ? 'One thing needs your attention' : `${problems} things need your attention`,
  language: 'Language',
  /** Beside a value: a button. `what` is its name, such as Client ID. */
  copy: (what: string) => `Copy ${what}`.trim(),
  copied: 'Copied',
  selected: 'Selected: copy it with your keyboard',
  mailPrinted:
    'Nothing is sent: no mail server is set here (SMTP_URL). The mail with the link, if there is one to write, stands in what the server prints.',
  errorPrefix: 'Error:',
  example: 'Example:',
  opensApart: '(opens in a new tab)',
  /** Less than a minute ago, alone and within a sentence. */
  justNow: 'just now',
  /** A span of time that is a large number, and the same in round figures. */
  roughly: (exact: string, about: string) => `${exact} (about ${about})`,
  pageTitle: (title: string, place: string | undefined, instance: string) =>
    [...new Set([title, ...(place ? [place] : []), instance])].join(' · '),
};
