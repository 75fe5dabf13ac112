import type { applicationExample as English } from '../en/application-example.ts';

export const applicationExample: typeof English = {
  title: (name: string) => `${name} benutzen`,
  lead: 'Ganze Programme, mit den Werten dieser Anwendung ausgefüllt: Sie laufen so, wie sie dastehen. Jede Bibliothek für OAuth 2 ist geeignet.',
  guideLink: 'Eine Anwendung anbinden',
  guide: 'sagt Schritt für Schritt, was sie tun. Was in einem fertigen Programm einzustellen ist:',
  programsLink: 'Programme, die es schon gibt',
  libraries: 'Bibliothek',
  prepare: 'Vorbereiten',
  prepareLead: 'In einem leeren Ordner. Es braucht nur Node.js 20 oder neuer.',
  install: 'Installieren',
  installCommand: 'Befehl zum Installieren',
  environment: 'Speichern Sie das Client-Geheimnis in der Datei',
  environmentFile: '.env',
  secretFollows: (ending: string) =>
    `Und dahinter das Geheimnis, das auf ${ending} endet und das Sie beim Erstellen gesehen haben. Verloren? „Geheimnis erneuern“ gibt Ihnen ein anderes. Halten Sie die Datei aus der Versionsverwaltung heraus.`,
  noSecret:
    'Und dahinter das Geheimnis, das Ihnen „Geheimnis erneuern“ gibt. Halten Sie die Datei aus der Versionsverwaltung heraus.',
  save: 'Speichern als',
  run: 'Starten Sie es',
  runCommand: 'Befehl zum Starten von',
  open: 'und öffnen Sie',
  noRedirect:
    'Um Personen anzumelden, registrieren Sie zuerst eine Redirect-URI: die Adresse, zu der sie zurückkommen.',

  code: 'Personen melden sich an und stimmen zu',
  codeLead: 'Es schickt jemanden zum Anmelden und Zustimmen hierher und bekommt ein Token für das, was erlaubt wurde.',
  byHand: {
    shown: 'Der Code wird Ihnen gezeigt, wenn Sie zugestimmt haben. Er lebt zwei Minuten.',
    address: 'Der Code steht in der Adresse, zu der Sie zurückkommen. Er lebt eine Minute.',
  },
  elsewhere: (host: string, port: string) =>
    `Personen kommen zu ${host} zurück: Lassen Sie dort einen Proxy zu Port ${port} dieses Programms führen, mit X-Forwarded-Proto. Zum Ausprobieren auf Ihrem eigenen Computer ist auch http://127.0.0.1:8080/callback zu registrieren.`,
  device: {
    title: 'Ein Gerät zeigt einen Code',
    lead: 'Es hat keine Tastatur oder keinen Browser. Es zeigt einen Code und wartet, bis ihn jemand auf einem Telefon oder Computer eingegeben und zugestimmt hat.',
    sample: 'WDJB-MJHT',
    picture: 'Ein QR-Code mit der Adresse und dem Code',
    caption:
      'Zeigen Sie neben dem Code seine Adresse als QR-Code: Wer ihn scannt, muss nichts eingeben. Zeichnen Sie ihn aus verification_uri_complete oder zeigen Sie das Bild, das dieser Server zeichnet, wie hier:',
  },
  credentials: 'Die Anwendung handelt für sich selbst',
  credentialsLead:
    'Keine Person ist beteiligt. Die Antwort enthält ein Access-Token für die Scopes der Anwendung selbst.',
  introspect: 'Ihre API prüft ein Token',
  introspectLead:
    'Fragen Sie nach jedem Token, das eine Anfrage mitbringt, und lehnen Sie die Anfrage ab, wenn die Antwort nicht sagt, dass es aktiv ist.',
  ownTokens:
    'Diese Anwendung erfährt nur von ihren eigenen Tokens. Ein Administrator kann sie nach allen fragen lassen.',
};
