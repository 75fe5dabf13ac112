export const applicationRotateSecret = {
  title: (name: string) => `Rotate the secret of ${name}`,
  lead: 'You get a new client secret, shown once. The one that works now goes on working for 24 hours, so that you can change it where it is used.',
  leadNone: 'It has no main secret. You get one, shown once.',
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  here: 'Rotate secret',
  endOld: 'End the old secret at once',
  endOldHint: 'For a secret that somebody else may know. Whatever still uses it stops working now.',
  older:
    'There are two of them already. The older one ends now in any case: of the main secret never more than two work.',
  named: 'Secrets with names go on working. End one of them under Secrets.',
  rotate: 'Rotate secret',
  cancel: 'Cancel',
};
