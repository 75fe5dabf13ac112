import type { endSession as English } from '../en/end-session.ts';

export const endSession: typeof English = {
  title: 'Abmelden?',
  asks: (application: string, email: string) =>
    `${application} bittet darum, Sie abzumelden. Sie sind als ${email} angemeldet.`,
  lead: (email: string) => `Sie sind als ${email} angemeldet.`,
  another: 'Gemeint ist ein anderes Konto als dieses. Sie können sich trotzdem von diesem abmelden.',
  ends: 'Sie werden hier abgemeldet, in diesem Browser. Bei Anwendungen, bei denen Sie sich mit diesem Konto angemeldet haben, bleiben Sie vielleicht angemeldet, bis Sie sich auch dort abmelden. Was Sie ihnen erlaubt haben, bleibt: Unter „Erlaubt“ nehmen Sie es zurück.',
  button: 'Abmelden',
  stay: 'Angemeldet bleiben',
  stranger:
    'Wer Sie hierher geleitet hat, hat nicht gezeigt, wer das ist; darum bleiben Sie danach hier. Gehen Sie selbst zur Anwendung zurück.',
  afterwards: (host: string) => `Danach gelangen Sie zurück zu ${host}.`,
  done: 'Sie sind abgemeldet',
  over: 'In diesem Browser ist niemand angemeldet.',
  overFor: (application: string) =>
    `In diesem Browser ist hier niemand angemeldet. ${application} kennt Sie vielleicht noch: Melden Sie sich dort ab oder schließen Sie ihr Fenster.`,
  home: 'Wieder anmelden',
};
