import type { documentation as English } from '../en/documentation.ts';

export const documentation: typeof English = {
  title: 'Dokumentation',
  lead: 'Für Entwickler von Anwendungen, die Personen hier anmelden, und der APIs, die diese aufrufen. Die Adressen sind die dieses Servers.',
  entries: [
    {
      href: '/docs/integrating',
      title: 'Eine Anwendung anbinden',
      text: 'Schritt für Schritt: Personen anmelden, verbunden bleiben, ein Gerät verbinden, ein Token prüfen, und was jeder Fehler von Ihnen verlangt.',
    },
    {
      href: '/docs/applications',
      title: 'Programme, die es schon gibt',
      text: 'Editoren, Frameworks und Proxys: was für jedes zu registrieren und einzufügen ist und was schiefgeht.',
    },
    {
      href: '/docs/libraries',
      title: 'Programme mit einer Bibliothek',
      text: 'Ganze Programme für Node.js, den Browser und die Befehlszeile, mit sechs Bibliotheken.',
    },
    {
      href: '/docs/compatibility',
      title: 'Programme für einen anderen Dienst',
      text: 'Für Programme, die nicht geändert werden können: Dialekte, alte Grants und Tokens, die nicht ablaufen.',
    },
    {
      href: '/docs/oauth1',
      title: 'OAuth 1.0a',
      text: 'Für Anwendungen, die noch nicht zu OAuth 2 wechseln können.',
    },
    {
      href: '/docs/errors',
      title: 'Warum eine Anfrage abgelehnt wurde',
      text: 'Jede Ablehnung mit ihrem Namen: was geschehen ist, warum es die Regel gibt und wie Sie es beheben.',
    },
  ],
};
