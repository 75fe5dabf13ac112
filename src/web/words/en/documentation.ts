export const documentation = {
  title: 'Documentation',
  lead: 'For developers of applications that sign people in here, and of the APIs that these call. The addresses are those of this server.',
  entries: [
    {
      href: '/docs/integrating',
      title: 'Connecting an application',
      text: 'Step by step: sign people in, stay connected, connect a device, check a token, and what each error asks you to do.',
    },
    {
      href: '/docs/applications',
      title: 'Programs that exist already',
      text: 'Editors, frameworks and proxies: what to register for each, what to paste, and what goes wrong.',
    },
    {
      href: '/docs/libraries',
      title: 'Programs with a library',
      text: 'Whole programs for Node.js, the browser and the command line, with six libraries.',
    },
    {
      href: '/docs/compatibility',
      title: 'Programs written for another service',
      text: 'For programs that cannot be changed: dialects, old grants, and tokens that do not expire.',
    },
    {
      href: '/docs/oauth1',
      title: 'OAuth 1.0a',
      text: 'For applications that cannot move to OAuth 2 yet.',
    },
    {
      href: '/docs/errors',
      title: 'Why a request was refused',
      text: 'Every refusal by its name: what happened, why the rule exists, and how to fix it.',
    },
  ],
};
