export const outOfBandCode = {
  title: (application: string) => `Your code for ${application}`,
  instruction: (application: string) =>
    `Go back to ${application} on your computer and paste this code where it asks for it.`,
  hint: (minutes: number) => `Click the code to select all of it. It works once, for ${minutes} minutes.`,
  hintVerifier: 'Click the code to select all of it. It works once, and only for a few minutes.',
  warning: 'Do not give this code to a person',
  warningText: (application: string) =>
    `Nobody from ${application} will ask for it, by telephone, chat or mail. Anyone who has it can act as you.`,
  changedYourMind: 'Changed your mind? Close this page. The code expires by itself.',
};
