/** Something that an application sent and that was refused, as its owner reads it. */
export const applicationRefusals = {
  title: (name: string) => `Refusals of ${name}`,
  heading: 'Refusals',
  lead: 'What this application sent lately and what was refused, the latest first. Equal ones are counted together; the newest fifty are kept. Only you see them.',
  empty: 'Nothing was refused',
  emptyLead:
    'When a request of this application is refused, it is listed here: what was sent, beside what is registered.',
  sent: 'Sent',
  nothing: 'nothing',
  registered: 'Registered',
  times: (count: number) => (count === 1 ? 'once,' : count === 2 ? 'twice, last' : `${count} times, last`),
  edit: 'Edit the application',
  differences: {
    slash: 'A slash at the end makes it another address.',
    case: 'Capital and small letters make two addresses.',
    scheme: 'It begins with another scheme: http and https are two addresses.',
    host: 'The host is another one.',
    port: 'The port is another one.',
    query: 'What follows the question mark is part of the address.',
    path: 'The path is another one.',
    none: 'Nothing like it is registered.',
    scopes: (names: string) => `${names} is not among the scopes of this application.`,
  },
  fixAddress: 'Send a registered address exactly as it stands, or register this one.',
  fixScopes: 'Leave it out of the request, or tick it for this application.',
};
