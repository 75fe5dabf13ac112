import type { outOfBandCode as English } from '../en/out-of-band-code.ts';

export const outOfBandCode: typeof English = {
  title: (application: string) => `Ihr Code für ${application}`,
  instruction: (application: string) =>
    `Gehen Sie auf Ihrem Computer zurück zu ${application} und fügen Sie diesen Code ein, wo danach gefragt wird.`,
  hint: (minutes: number) =>
    `Klicken Sie auf den Code, um ihn ganz auszuwählen. Er gilt einmal, ${minutes} ${minutes === 1 ? 'Minute' : 'Minuten'} lang.`,
  hintVerifier: 'Klicken Sie auf den Code, um ihn ganz auszuwählen. Er gilt einmal und nur einige Minuten lang.',
  warning: 'Geben Sie diesen Code keinem Menschen',
  warningText: (application: string) =>
    `Niemand von ${application} wird danach fragen, ob am Telefon, im Chat oder per E-Mail. Wer ihn hat, kann in Ihrem Namen handeln.`,
  changedYourMind: 'Anders überlegt? Schließen Sie diese Seite. Der Code läuft von selbst ab.',
};
