/** What an administrator says yes or no to, and what its developer reads of it. */
export const review = {
  heading: 'Review',
  lead: {
    waits: 'It waits for you: until it is approved it cannot ask anybody for access.',
    rejected: 'It was rejected as it is. It comes back when its developer has changed it.',
    unchecked:
      'Nobody has looked at it as it is now. People are warned when it asks them; if you approve it they read “Verified” instead.',
    vouched:
      'Nobody has looked at it as it is now. People read “Verified” all the same, because its owner is an administrator or it is marked as trusted.',
    verified:
      'It is verified: people read so when it asks them, until its owner changes its name, homepage or addresses.',
  },
  homepage: 'Homepage',
  addresses: 'Sends people back to',
  owner: 'Owner',
  none: 'none',
  note: 'Note to its developer',
  noteHint: 'Its developer reads it on the page of the application.',
  noteHintReject:
    'Its developer reads it on the page of the application. To reject the application, say here what has to change.',
  noteMissing: 'Say why: its developer reads this and nothing else.',
  noteTooLong: (most: number) => `It is longer than ${most} characters. Shorten it.`,
  approve: 'Approve',
  reject: 'Reject',
  saveNote: 'Save the note',
  changedMeanwhile: 'It was changed, or somebody else decided, while you looked. Look again before you decide.',
  done: {
    approved: 'The application was approved. It works now, and people read that it is verified.',
    rejected: 'The application was rejected. Its developer reads what you wrote.',
  },

  /** For its developer. */
  rejected: (note: string | undefined) =>
    `An administrator rejected it as it is. ${note === undefined ? '' : `They wrote: “${note}” `}Change it under Edit: with that it waits for them again.`,
  noted: (note: string) => `An administrator wrote: “${note}”`,
  waitsAgain:
    'On this server administrators look at what users change: with another name, homepage or address it waits for them again, and with a scope that it has not yet. It cannot be used until they approve it. With safe scopes alone it never waits.',
};
