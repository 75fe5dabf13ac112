import type { registrationRuleTexts as English } from '../en/registration-rules.ts';
import type { RuleText } from '../en/rules.ts';

/** What the documentation says about the rules of registration by programs. */
export const registrationRuleTexts: Readonly<Record<keyof typeof English, RuleText>> = {
  'registration-not-json': {
    group: 'register',
    what: 'Der Body ist kein einzelnes JSON-Objekt, das als application/json gesendet wird, oder ein Feld darin kommt doppelt vor.',
    why: 'Die Registrierung ist die eine Anfrage von OAuth, die in JSON geschrieben wird. Von einem Feld, das doppelt vorkommt, nähme jeder Leser einen anderen Wert.',
    fix: ['Senden Sie Content-Type: application/json und ein Objekt mit den Feldern aus RFC 7591 §2.'],
    example: '{"client_name":"Trailmark","redirect_uris":["https://app.example/callback"]}',
  },
  'registration-token-not-accepted': {
    group: 'register',
    what: 'Das Bearer-Token gilt hier nicht. Zum Registrieren ist es ein Initial-Access-Token (lk_ri_...), das noch nicht aufgebraucht ist; zum Lesen, Ändern oder Löschen einer Registrierung das Registration-Access-Token (lk_ra_...) genau dieser Anwendung.',
    why: 'Alle Gründe haben eine Antwort, denn der Grund würde helfen, wenn jemand rät. Eine Änderung gibt der Anwendung ein anderes Token und beendet das bisherige.',
    fix: [
      'Zum Registrieren: Bitten Sie den Betreiber dieses Servers um ein anderes Token (latchkey registration-token add).',
      'Zum Ändern: Nehmen Sie das registration_access_token der letzten Antwort und die registration_client_uri daneben.',
      'Ist das Token verloren, registrieren Sie neu: Niemand kann es Ihnen noch einmal geben.',
    ],
    example: 'Authorization: Bearer lk_ra_...',
  },
  'metadata-member-malformed': {
    group: 'register',
    what: 'Ein Feld hat einen anderen Typ, als es haben sollte: eine Liste statt eines Textes, einen Text statt true oder gar nichts.',
    why: 'Was immer daraus gemacht würde, gemeint war es nicht.',
    fix: ['Sehen Sie sich das Feld an, das error_description nennt, und lassen Sie ein Feld ohne Wert weg.'],
    example: '"redirect_uris":["https://app.example/callback"]',
  },
  'metadata-value-refused': {
    group: 'register',
    what: 'Ein Feld hat einen Wert, den dieser Server nicht hat oder nicht annimmt, etwa einen Algorithmus mit gemeinsamem Geheimnis oder gar keinen.',
    why: 'Was registriert ist, wird eingehalten. Was nicht einzuhalten ist, sagt man besser gleich.',
    fix: ['Vergleichen Sie mit den Listen in /.well-known/openid-configuration, deren Namen auf _supported enden.'],
  },
  'metadata-contradictory': {
    group: 'register',
    what: 'Zwei Felder passen nicht zusammen, zum Beispiel response_types code ohne grant_types authorization_code oder private_key_jwt ohne Schlüssel.',
    why: 'Eines von beiden könnte eine solche Anwendung nie tun.',
    fix: [
      'Lassen Sie grant_types oder response_types weg: Eines folgt aus dem anderen.',
      'Senden Sie mit private_key_jwt auch jwks oder jwks_uri.',
    ],
  },
  'metadata-keys-refused': {
    group: 'register',
    what: 'Die Schlüssel in jwks sind keine öffentlichen, die dieser Server für Signaturen annimmt, oder es gibt jwks und jwks_uri.',
    why: 'Einen privaten Schlüssel, der auf Reisen geht, kennen auch andere. Schlüssel an zwei Stellen sind zwei Antworten auf eine Frage.',
    fix: ['Senden Sie nur öffentliche Schlüssel: RSA ab 2048 Bit, P-256 oder länger, Ed25519, jeden mit eigenem kid.'],
  },
  'sector-identifier-refused': {
    group: 'register',
    what: 'Das Dokument unter sector_identifier_uri führt nicht jede der Redirect-URIs auf oder konnte nicht geholt werden.',
    why: 'Anwendungen eines Sektors kennen Personen unter demselben Subject, also muss der Betreiber des Sektors sagen, dass diese dazugehört. Warum das Holen misslang, wird nicht gesagt: Das würde zeigen, was von hier aus erreichbar ist.',
    fix: [
      'Veröffentlichen Sie unter einer https-Adresse eine JSON-Liste aller Redirect-URIs des Sektors, mit Status 200 und ohne Weiterleitung.',
      'Vergleichen Sie sie Zeichen für Zeichen.',
    ],
    example: '["https://app.example/callback"]',
  },
  'registered-redirect-uri-refused': {
    group: 'register',
    what: 'Eine der Adressen in redirect_uris oder post_logout_redirect_uris darf nicht registriert werden: Sie ist unverschlüsseltes http, hat ein Fragment oder einen Platzhalter oder das Schema einer App ohne Punkt.',
    why: 'Codes und Personen werden dorthin geschickt. Eine Adresse, die auch jemand anderes haben könnte oder die zwei Programme verschieden lesen könnten, ist dafür nicht sicher.',
    fix: [
      'Verwenden Sie https, oder http auf 127.0.0.1, [::1] oder localhost, wo der Port bei jeder Anfrage frei ist.',
      'Verwenden Sie für eine App ein Schema, das eine Ihrer Domains rückwärts geschrieben ist: com.example.app:/callback.',
    ],
  },
  'registered-redirect-uri-not-web': {
    group: 'register',
    what: 'Die Registrierung sagt application_type web, und eine ihrer redirect_uris führt auf den Computer der Person oder zu einer App.',
    why: 'Eine Web-Anwendung steht auf einem eigenen Host. Was das von sich sagt und seine Antworten dann anderswo haben will, ist eine andere Art von Anwendung, oder nicht die, die es zu sein vorgibt.',
    fix: [
      'Senden Sie für ein Programm auf den Geräten der Personen application_type native: http auf 127.0.0.1, [::1] oder localhost, das Schema einer App und https-Adressen, die der App gehören.',
      'Oder lassen Sie application_type weg: Dann zählt jede Adresse für sich.',
    ],
    example: '{"application_type": "native", "redirect_uris": ["http://127.0.0.1/callback"]}',
  },
  'registered-redirect-uri-missing': {
    group: 'register',
    what: 'Die Registrierung hat keine redirect_uris, aber einen Grant, der Personen zurückschickt.',
    why: 'Antworten gehen nur an registrierte Adressen.',
    fix: ['Senden Sie redirect_uris, oder grant_types, die keine brauchen.'],
  },
  'client-document-refused': {
    group: 'return',
    what: 'Die client_id ist eine https-Adresse, unter der ein Dokument über die Anwendung stehen sollte. Dieser Server liest solche Dokumente nicht (CLIENT_METADATA_DOCUMENTS), konnte dieses nicht holen, oder es ist nicht, was es sein sollte.',
    why: 'Was Anwendungen über sich selbst sagen, wird jedes Mal neu gelesen, und nur von öffentlichen Adressen. Warum es misslang, wird nicht gesagt: Das würde zeigen, was von hier aus erreichbar ist. Der Grund steht im Log des Servers.',
    fix: [
      'Antworten Sie mit Status 200, ohne Weiterleitung, mit einem JSON-Objekt von höchstens 10 KiB, unter einer https-Adresse mit Pfad.',
      'Sein Feld client_id muss diese Adresse sein, Zeichen für Zeichen; führen Sie redirect_uris auf.',
      'Lassen Sie client_secret weg; token_endpoint_auth_method muss none sein oder, mit jwks oder jwks_uri, private_key_jwt.',
    ],
    example:
      '{"client_id":"https://app.example/oauth/client.json","client_name":"Trailmark","redirect_uris":["https://app.example/callback"]}',
  },
  'redirect-uri-refused': {
    group: 'return',
    what: 'Das Dokument der Anwendung führt diese Redirect-URI auf, aber sie ist unverschlüsseltes http, hat ein Fragment oder einen Platzhalter oder das Schema einer App ohne Punkt.',
    why: 'Ein Dokument dient vielen Servern und darf darum aufführen, wohin dieser nichts sendet: Ein anderes Programm könnte dieselbe Adresse haben.',
    fix: [
      'Verwenden Sie https, http auf 127.0.0.1, [::1] oder localhost, oder ein Schema, das eine Ihrer Domains rückwärts geschrieben ist.',
      'Bitten Sie einen Administrator, die Anwendung freizugeben: Dann gilt das Schema einer App, wie es ist.',
    ],
  },
};
