import type { notAdmitted as English } from '../en/not-admitted.ts';

export const notAdmitted: typeof English = {
  title: (application: string) => `Sie dürfen ${application} nicht benutzen`,
  lead: (application: string) =>
    `${application} ist für bestimmte Gruppen von Personen auf diesem Server, und dieses Konto ist in keiner davon. Es wurde nichts weitergegeben.`,
  signedInAs: 'Angemeldet als',
  what: 'Was Sie tun können',
  ask: (owner: string | undefined) =>
    owner === undefined
      ? 'Bitten Sie einen Administrator dieses Servers, Sie in eine Gruppe aufzunehmen, die die Anwendung benutzen darf.'
      : `Bitten Sie ${owner} (zuständig für die Anwendung) oder einen Administrator dieses Servers, Sie in eine Gruppe aufzunehmen, die die Anwendung benutzen darf.`,
  thenAgain: 'Sobald Sie in einer sind, beginnen Sie neu: Mehr ist nicht nötig.',
  goBack: (application: string) => `Zurück zu ${application}`,
  tellDevice: 'Dem Gerät Bescheid geben',
  useAnother: 'Anderes Konto benutzen',
};
