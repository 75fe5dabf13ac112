export const adminApplicationDialect = {
  title: (name: string) => `Dialect of ${name}`,
  here: 'Dialect',
  lead: 'For a system that was written for another service and cannot be changed soon. What it sends is turned into the standard request before any check, and no check is weaker. Other applications are not affected.',
  dialect: 'Dialect',
  none: 'None',
  noneHint: 'It speaks OAuth 2.0 as the standard has it.',
  until: 'Last day',
  untilHint:
    'From the next day on (UTC) it is as if there were no dialect. Give it a last day: a dialect is meant to bridge the time until the system is changed. Empty: it has no end.',
  untilWrong: 'Give a day from today on.',
  unknown: 'Choose one of these.',
  public: (name: string) =>
    `This application is public, and the dialect ${name} needs a secret. Its owner can make it confidential.`,
  save: 'Save',
  saved: 'Saved.',
  cancel: 'Cancel',
};
