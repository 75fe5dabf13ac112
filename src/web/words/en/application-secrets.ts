/** The secrets of an application. */
export const applicationSecrets = {
  title: (name: string) => `Secrets of ${name}`,
  lead: 'Whoever has one of these secrets can act as this application. Give each place where it runs a secret of its own, so that you can end one without the others. Only digests are stored: nobody can look a secret up.',
  live: 'Live secrets',
  name: {
    label: 'Name',
    hint: 'Where it is used, so that you know later which one to end.',
    example: 'production 2026',
  },
  expires: {
    label: 'Ends',
    hint: 'The last day on which it works (UTC). Empty: it works until you end it. You are told two weeks before, here and by mail where this server sends any.',
  },
  expiresWrong: 'Choose a day from today on, at most ten years ahead, or none.',
  add: 'Add a secret',
  addButton: 'Add secret',
  full: 'There are four secrets with names, and there cannot be more. End one, and you can add another.',
  tooMany: 'It has four secrets with names already: end one first. Nothing was added.',

  made: 'Your new secret. Keep it now',
  madeOnce:
    'It is shown this once: we store only its digest. Click it to select all of it, and put it where your server keeps its secrets, never into a browser or an app.',
  value: 'client secret',

  called: 'Secret',
  created: 'Created',
  used: 'Last used',
  ends: 'Ends',
  action: 'Action',
  never: 'never',
  noEnd: 'never',
  main: 'Main secret',
  mainHint: 'The one that Rotate secret replaces.',
  replaced: 'Replaced secret',
  soon: 'Ends soon',
  leaked: 'Seen in an address',
  handedOn: 'Known to the owner before',
  none: 'It has no secret that works. Add one here, or rotate: either gives it one.',
  end: 'End now',
  endOne: (name: string, hint: string) => `End now: ${name} (…${hint})`,
  endHint:
    'Ending one cannot be undone: whatever still uses it is refused from that moment. “Last used” is exact to five minutes.',

  done: { ended: 'The secret has ended: it works no more.' },
};
