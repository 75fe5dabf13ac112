export const deviceAnswer = {
  approved: {
    title: (application: string) => `You authorized ${application}`,
    lead: 'Go back to your device.',
    more: 'It continues by itself within a few seconds. You can close this page.',
    end: 'Disconnect it at any time under',
  },
  denied: {
    title: (application: string) => `You did not authorize ${application}`,
    lead: 'Nothing was shared, and the device cannot use your account.',
    more: 'If the device is yours and you have changed your mind, start again there. If somebody asked you to type the code, do not type another one for them.',
    end: 'What you have authorized before is listed under',
  },
  authorizedApplications: 'Authorized applications',
};
