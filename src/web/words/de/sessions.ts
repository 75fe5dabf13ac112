import type { sessions as English } from '../en/sessions.ts';

export const sessions: typeof English = {
  title: 'Sitzungen',
  lead: 'Die Browser, in denen Sie angemeldet sind. Melden Sie die ab, die Sie nicht kennen, und ändern Sie Ihr Passwort.',
  list: 'Wo Sie angemeldet sind',
  endOthers: 'Überall sonst abmelden',
  browser: 'Browser',
  address: 'Adresse',
  since: 'Zuerst gesehen',
  lastSeen: 'Zuletzt gesehen',
  action: 'Aktion',
  thisOne: 'Dieser hier',
  twoFactors: 'Zwei Faktoren',
  end: 'Abmelden',
  endOne: (browser: string, address: string) => `Dort abmelden: ${browser}, ${address}`,
  done: {
    session: 'Der Browser ist abgemeldet.',
    others: 'Überall sonst sind Sie abgemeldet.',
  },
};
