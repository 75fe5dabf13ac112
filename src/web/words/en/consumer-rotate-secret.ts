export const consumerRotateSecret = {
  title: (name: string) => `Rotate the secret of ${name}`,
  lead: 'You get a new consumer secret, shown once. The one that works now ends at once: wherever it is used, requests fail until you have put the new one there. What people have allowed stays.',
  breadcrumb: 'Breadcrumb',
  applications: 'OAuth 1 settings',
  here: 'Rotate secret',
  rotate: 'Rotate secret',
  cancel: 'Cancel',
};
