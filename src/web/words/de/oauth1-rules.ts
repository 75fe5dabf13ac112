import type { oauth1RuleTexts as English } from '../en/oauth1-rules.ts';

/** What the documentation says about a refusal of OAuth 1.0a. */
export const oauth1RuleTexts: typeof English = {
  'oauth1-parameter-missing': {
    group: 'oauth1',
    what: 'Ein Parameter, den jede signierte Anfrage hat, fehlt: Die Antwort nennt ihn.',
    why: 'Jeder von ihnen ist Teil dessen, was signiert wird, oder sagt, wie. oauth_callback und oauth_verifier hat OAuth 1.0a zu 1.0 hinzugefügt: Ohne sie ließe sich die Zustimmung einer anderen Person benutzen.',
    fix: [
      'Lassen Sie eine Bibliothek signieren. Sie fügt Consumer-Key, Nonce, Zeitstempel und Signatur von selbst hinzu.',
      'Geben Sie ihr für das Request-Token oauth_callback: die registrierte Callback-URL oder oob.',
      'Geben Sie ihr für das Access-Token oauth_verifier: Er kam mit der Person zurück, oder sie hat ihn kopiert.',
    ],
    example: 'oauth_callback=oob',
  },
  'oauth1-parameter-repeated': {
    group: 'oauth1',
    what: 'Ein oauth_-Parameter kam in der Anfrage doppelt vor: im Header, im Body oder in der Query, oder in zweien davon.',
    why: 'Zwei Programme, die dieselbe Anfrage lesen, können jeweils einen anderen der beiden Werte nehmen. Darum wird eine Anfrage mit zwei Lesarten gar nicht gelesen, auch wenn beide gleich sind.',
    fix: [
      'Setzen Sie die oauth_-Parameter in den Authorization-Header und sonst nirgendwohin.',
      'Manche Bibliotheken, darunter oauth-1.0a, kopieren jeden oauth_-Parameter, den Sie ihnen geben, in den Header: Senden Sie ihn nicht zusätzlich im Body oder in der Query.',
    ],
  },
  'oauth1-parameter-malformed': {
    group: 'oauth1',
    what: 'Ein Parameter ist nicht lesbar: ein kaputtes Prozentzeichen, Bytes, die nicht UTF-8 sind, ein NUL, ein Header, der keine Liste von name="wert" ist, ein Zeitstempel, der keine Zahl von Sekunden ist, oder mehr als 2.048 Bytes.',
    why: 'Solchen Text kann man auf mehrere Arten reparieren. Zu raten, welcher signiert wurde, hieße, nach etwas zu handeln, das niemand gesendet hat.',
    fix: [
      'Kodieren Sie jeden Namen und Wert nach RFC 3986 §2.1, einmal, als UTF-8, und setzen Sie Werte im Header in doppelte Anführungszeichen.',
      'Senden Sie den Zeitstempel als ganze Sekunden seit 1970. Manche Sprachen zählen in Millisekunden.',
    ],
    example: 'Authorization: OAuth oauth_consumer_key="lk_ck_...", oauth_timestamp="1795305600"',
  },
  'oauth1-version-unsupported': {
    group: 'oauth1',
    what: 'Die Anfrage hat eine oauth_version, die nicht 1.0 ist.',
    why: 'Dieser Parameter nennt die Art des Signierens, nicht eine Fassung der Dokumente: Auch 1.0a sendet 1.0.',
    fix: ['Senden Sie 1.0 oder lassen Sie ihn weg.'],
    example: 'oauth_version=1.0',
  },
  'oauth1-method-unsupported': {
    group: 'oauth1',
    what: 'Die oauth_signature_method ist keine, die dieser Server kennt, oder ist nicht genau so geschrieben.',
    why: 'Eine Signatur lässt sich nur nach ihren eigenen Regeln prüfen.',
    fix: [
      'Verwenden Sie HMAC-SHA1, das jede Bibliothek hat, oder HMAC-SHA256.',
      'RSA-SHA1 braucht einen öffentlichen Schlüssel auf der Seite Ihrer Anwendung.',
    ],
    example: 'oauth_signature_method=HMAC-SHA1',
  },
  'oauth1-plaintext-exposed': {
    group: 'oauth1',
    what: 'Die Anfrage verwendet PLAINTEXT über http oder hat ihre Signatur in der Adresse.',
    why: 'Bei PLAINTEXT sind die Geheimnisse selbst die Signatur. Adressen werden in Logs geschrieben, und unverschlüsseltes http ist unterwegs lesbar.',
    fix: [
      'Verwenden Sie HMAC-SHA1: Es braucht nichts, was Sie nicht haben.',
      'Sonst senden Sie sie im Authorization-Header, über https.',
    ],
  },
  'oauth1-timestamp-refused': {
    group: 'oauth1',
    what: 'Der Zeitstempel liegt mehr als fünf Minuten vor oder nach der Zeit dieses Servers. Die Antwort nennt beide.',
    why: 'Jede Nonce wird behalten, solange ihr Zeitstempel gilt. Ohne ein Ende dafür könnte eine aufgezeichnete Anfrage noch einmal gesendet werden.',
    fix: [
      'Stellen Sie die Uhr des Computers, der signiert, und halten Sie sie richtig (NTP).',
      'Signieren Sie jede Anfrage kurz vor dem Senden: Eine, die in einer Warteschlange lag, muss neu signiert werden.',
    ],
  },
  'oauth1-not-accepted': {
    group: 'oauth1',
    what: 'Die Signatur ist nicht die, die dieser Server berechnet. Die Antwort zeigt den Text, den er signiert hätte.',
    why: 'Unbekannt, beendet, falsch und nicht erlaubt bekommen dieselbe Antwort, damit niemand durch Probieren erfährt, welche Schlüssel und Tokens es gibt.',
    fix: [
      'Vergleichen Sie den Text in der Antwort mit dem, den Ihre Bibliothek signiert, Zeichen für Zeichen. Sie müssen gleich sein.',
      'Die Adresse darin ist die öffentliche Adresse dieses Servers. Signieren Sie diese, mit https, auch wo ein Proxy dazwischensteht.',
      'Gleiche Texte und eine andere Signatur heißen: ein anderes Geheimnis, das des Consumers oder das des Tokens. Beide werden verwendet, mit & verbunden.',
      'Ein Token, das widerrufen, abgelaufen oder getauscht ist, signiert nichts. Beginnen Sie neu mit einem Request-Token.',
      'RSA-SHA1 braucht einen öffentlichen Schlüssel auf der Seite Ihrer Anwendung, PLAINTEXT die Erlaubnis eines Administrators.',
    ],
  },
  'oauth1-nonce-used': {
    group: 'oauth1',
    what: 'Eine Anfrage mit dieser Nonce und diesem Zeitstempel kam schon.',
    why: 'Wer eine signierte Anfrage aufzeichnet, darf sie nicht noch einmal senden können. Darum gilt jede Signatur einmal, auf welchem Server sie auch ankommt.',
    fix: ['Erzeugen Sie für jeden Versuch eine neue zufällige Nonce und eine neue Signatur, auch bei Wiederholungen.'],
  },
  'oauth1-too-many-requests': {
    group: 'oauth1',
    what: 'Mehr als 60 Anfragen von Ihrer Netzadresse wurden innerhalb einer Minute nicht angenommen.',
    why: 'Niemand darf ohne Ende Schlüssel und Verifier raten.',
    fix: [
      'Warten Sie die Sekunden ab, die in Retry-After stehen.',
      'Beheben Sie, was vorher abgelehnt wurde: Die Antwort darauf nennt den Grund.',
    ],
  },
  'oauth1-callback-not-registered': {
    group: 'oauth1',
    what: 'Der oauth_callback ist weder die Callback-URL auf der Seite Ihrer Anwendung noch oob.',
    why: 'Mit dem Callback geht der Verifier. Er darf nicht an eine Adresse gelangen, die jemand in eine Anfrage gesetzt hat.',
    fix: [
      'Vergleichen Sie ihn mit der Callback-URL Ihrer Anwendung: Jedes Zeichen zählt, auch ein Schrägstrich am Ende und die Query.',
      'Senden Sie oob: Es steht für die registrierte Adresse, und wo keine ist, kopiert die Person den Verifier.',
    ],
    example: 'oauth_callback=oob',
  },
  'oauth1-verifier-not-accepted': {
    group: 'oauth1',
    what: 'Der Verifier gehört nicht zu diesem Request-Token, oder die Person hat nicht oder nicht mehr zugestimmt.',
    why: 'Der Verifier beweist, dass die Person, die zugestimmt hat, die ist, die Ihre Anwendung geschickt hat. Nach drei falschen ist das Request-Token tot.',
    fix: [
      'Warten Sie, bis die Person zurückkommt oder den Verifier eingibt, der ihr gezeigt wurde: 16 Ziffern und Buchstaben von a bis f.',
      'Verwenden Sie den Verifier mit dem Request-Token, das daneben als oauth_token zurückkam.',
      'Beginnen Sie neu mit einem neuen Request-Token: Es gilt zehn Minuten und wird einmal getauscht.',
    ],
  },
  'oauth1-not-exchanged': {
    group: 'oauth1',
    what: 'Das Access-Token wurde beendet oder getauscht, während diese Anfrage unterwegs war.',
    why: 'Von mehreren Tauschversuchen eines Tokens gelingt genau einer.',
    fix: [
      'Lassen Sie einen einzigen Prozess jedes Token tauschen und behalten Sie, was er bekommt.',
      'Schicken Sie die Person zur Autorisierungsseite.',
    ],
  },
};
