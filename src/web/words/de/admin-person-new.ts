import type { adminPersonNew as English } from '../en/admin-person-new.ts';

export const adminPersonNew: typeof English = {
  title: 'Person hinzufügen',
  lead: 'Ihr Passwort wählt sie mit einem Link, den Sie als Nächstes sehen. Er gilt einmal, 30 Minuten lang.',
  leadMail: 'Ihr Passwort wählt sie mit einem Link: Er geht an ihre Adresse, oder Sie geben ihn selbst weiter.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  people: 'Personen',
  here: 'Person hinzufügen',
  name: 'Name',
  nameHint: 'Andere Personen auf diesem Server sehen ihn.',
  email: 'E-Mail',
  emailHint: 'Damit meldet sie sich an. Es wird keine E-Mail gesendet.',
  emailHintMail: 'Damit meldet sie sich an.',
  mail: 'Einladung',
  invite: 'Einladung senden',
  inviteHint: 'Eine E-Mail mit dem Link, der einmal gilt, sieben Tage lang. Sonst sehen Sie einen Link für 30 Minuten.',
  role: 'Rolle',
  administrator: 'Administrator',
  administratorHint:
    'Sieht jede Anwendung und jedes Konto und darf sie ändern. Auf der Seite der Person lässt sich das wieder nehmen.',
  button: 'Person hinzufügen',
  cancel: 'Abbrechen',
  taken: 'Das Konto mit dieser Adresse:',
};
