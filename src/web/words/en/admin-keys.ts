export const adminKeys = {
  title: 'Signing keys',
  lead: 'What this server signs with, so that applications can check who a token comes from. They find the public halves by themselves.',
  about: {
    RS256: 'RSA, which every library knows: ID tokens are signed with it unless an application has another.',
    ES256: 'A curve (P-256): short signatures, made fast.',
    PS256: 'RSA with newer padding, which strict security profiles ask for.',
    EdDSA: 'A curve (Ed25519): the newest, and not known to every library.',
  },
  key: 'Key',
  state: 'State',
  from: 'Signs from',
  until: 'Until',
  untilNext: 'the next one takes over',
  states: {
    next: 'Comes next',
    signing: 'Signs now',
    kept: 'Kept to check',
    gone: 'No longer published',
    revoked: 'Revoked',
  },
  rotate: 'Add the next key',
  rotateLead:
    'The next key is published at once and signs in an hour, when everybody has it; the one before is kept until the last thing that it signed has expired. The server does this by itself every 90 days.',
  revoke: 'Revoke',
  revokeSure: 'Everything that it signed is refused from that moment on. There is no way back.',
  revokeKey: 'Revoke the key',
  revokeLabel: (kid: string) => `Revoke the key ${kid}`,
  revokeLead:
    'Revoke a key only if somebody else may have it: everything that it signed is refused from that moment on, people may have to sign in to applications again, and another key signs in its place at once.',
  done: {
    added: 'The next key is published. It signs in an hour.',
    revoked: 'The key is revoked. What it signed counts no more, and another one signs in its place.',
  },
  raced: 'Somebody else added a key of this kind at the same moment.',
};
