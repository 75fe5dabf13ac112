export const adminConsumer = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  applications: 'OAuth 1.0a applications',
  disable: 'Disable',
  disableOne: (name: string) => `Disable ${name}`,
  disableLead: 'Its tokens end at once, and it cannot ask anybody for access. Enabling it later brings no token back.',
  enable: 'Enable',
  done: {
    disabled: 'The application was disabled. Its tokens have ended.',
    enabled: 'The application was enabled. People have to be sent here again: what had ended stays ended.',
    saved: 'The changes were saved.',
  },
  disabled: 'It is disabled: it cannot ask anybody for access, and its tokens have ended.',

  privileges: 'What only administrators decide',
  rights: 'Signatures',
  plaintext: 'Allow PLAINTEXT',
  plaintextHint:
    'It may send its secrets instead of signing, over https only. Whoever sees one such request can act as the application for good, so tick it only for a program that cannot sign.',
  save: 'Save',

  facts: 'What its developer registered',
  key: 'Consumer key',
  owner: 'Owner',
  callbackUrl: 'Callback URL',
  noCallback: 'None: people are shown a code to copy',
  supportUrl: 'Support URL',
  permissions: 'Permissions',
  methods: 'Signature methods',
  registeredOn: 'Registered',
  none: 'none',
};
