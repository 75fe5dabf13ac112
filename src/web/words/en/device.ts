export const device = {
  title: 'Connect a device',
  lead: 'Your television, terminal or camera shows a code of eight letters. Type it here, and the next page tells you what it asks for.',
  leadFilledIn:
    'The code came with the address that you opened. Compare it with the one on your device; the next page tells you what it asks for.',
  code: 'Code',
  codeHint: 'Capitals and the dash do not matter.',
  codeExample: 'WDJB-MJHT',
  button: 'Continue',
  warning: 'Only type a code that you see on your own device.',
  warningText: 'If somebody sent it to you, they want to get into your account.',
  noCode: 'A code has eight letters, without vowels and digits. Look at your device again.',
  unknown:
    'No device waits with this code. Look at it again, or start once more on the device: a code lasts for some minutes and works once.',
  gone: {
    title: 'This code is no longer valid',
    lead: 'You have answered it already, it has expired, or it was typed in another browser since. Nothing has changed just now.',
    todo: [
      'Look at your device: if you authorized it, it continues by itself.',
      { before: 'Otherwise start again there, and ', href: '/device', link: 'type its new code', after: '.' },
    ],
  },
};
