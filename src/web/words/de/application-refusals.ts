import type { applicationRefusals as English } from '../en/application-refusals.ts';

const notActive: (typeof English)['notActive'] = {
  'in-review': [
    'Die Anwendung wartete auf einen Administrator und konnte noch nichts tun.',
    'Ein Administrator dieses Servers gibt sie frei; bis dahin wird jede Anfrage von ihr abgelehnt.',
  ],
  rejected: [
    'Ein Administrator hatte die Anwendung zurückgewiesen.',
    'Was sich ändern muss, steht auf ihrer Seite. Ändern Sie sie unter „Bearbeiten“: Damit wartet sie wieder auf einen Administrator.',
  ],
  disabled: [
    'Ein Administrator hatte die Anwendung deaktiviert.',
    'Nur ein Administrator dieses Servers kann sie wieder aktivieren: Bitten Sie einen darum.',
  ],
};

const notAccepted: (typeof English)['notAccepted'] = {
  ...notActive,
  'no-secret': [
    'Die Anwendung ist vertraulich, und es wurde kein Geheimnis gesendet.',
    'Senden Sie das Geheimnis im Authorization-Header (Basic) oder als client_secret im Body. Sollte Ihr Programm das schon tun, suchen Sie in seiner Konfiguration nach einer leeren Variablen. Läuft es auf einem Gerät, in einem Browser oder auf Computern anderer Personen, kann es kein Geheimnis bewahren: Registrieren Sie es als öffentlich.',
  ],
  'public-with-secret': [
    'Die Anwendung ist öffentlich: Sie hat kein Geheimnis und darf keines senden.',
    'Senden Sie client_id im Body und sonst nichts, um sich auszuweisen. Läuft sie auf einem Server, machen Sie sie vertraulich.',
  ],
  'wrong-secret': [
    'Das Geheimnis ist keines ihrer gültigen: vertippt, ersetzt oder abgelaufen.',
    'Kopieren Sie es noch einmal von dort, wo Sie es aufbewahren, ohne Leerzeichen oder Zeilenende dahinter. Ist es verloren, erstellen Sie ein neues.',
  ],
  'other-method': [
    'Das Geheimnis war richtig, wurde aber auf eine Art gesendet, die für die Anwendung nicht erlaubt ist.',
    'Senden Sie es so, wie es unter „Registriert“ steht: Basic ist der Authorization-Header, post ist der Body.',
  ],
  profile: [
    'Das Sicherheitsprofil der Anwendung erlaubt diese Art nicht, sich auszuweisen.',
    'Signieren Sie eine client_assertion (private_key_jwt) oder verbinden Sie sich mit einem Zertifikat, und registrieren Sie den Schlüssel oder dessen Namen. Was sonst fehlt, steht auf der Seite der Anwendung.',
  ],
  'certificate-other': [
    'Das Zertifikat der Verbindung ist nicht das registrierte.',
    'Verbinden Sie sich mit dem registrierten Zertifikat oder registrieren Sie, was unter „Gesendet“ steht: sein Subject, einen seiner Namen oder, wenn es selbstsigniert ist, das Zertifikat selbst im x5c eines Schlüssels.',
  ],
  'assertion-workload': [
    'Das Token gehört zu keinem Workload, dem die Anwendung vertraut.',
    'Sein Issuer, Subject und seine Audience stehen unter „Gesendet“. Ein Administrator fügt sie hinzu (latchkey app set CLIENT_ID --workload), oder der Workload verlangt von seinem Issuer ein Token mit der Audience, der vertraut wird.',
  ],
  'assertion-malformed': [
    'client_assertion ist kein signiertes JSON Web Token, oder ein Feld darin kommt zweimal vor.',
    'Senden Sie ein JWT in kompakter Form - drei Teile mit Punkten dazwischen -, das eine Bibliothek erstellt hat, unverschlüsselt.',
  ],
  'assertion-header': [
    'Der Header der client_assertion hat ein Feld, das nicht angenommen wird.',
    'Er braucht alg und, wenn es mehrere Schlüssel gibt, kid. crit, b64 und zip werden abgelehnt.',
  ],
  'assertion-type': [
    'Die client_assertion sagt in typ, dass sie etwas anderes ist.',
    'Lassen Sie typ weg oder senden Sie JWT oder client-authentication+jwt.',
  ],
  'assertion-algorithm': [
    'Die client_assertion ist mit einem Algorithmus signiert, den die Anwendung nicht hat.',
    'Signieren Sie mit dem registrierten; die Metadaten nennen, welche dieser Server annimmt (token_endpoint_auth_signing_alg_values_supported).',
  ],
  'assertion-key': [
    'Kein registrierter Schlüssel der Anwendung passt zu kid und alg der client_assertion.',
    'Registrieren Sie den öffentlichen Schlüssel mit diesem kid oder signieren Sie mit dem registrierten Schlüssel.',
  ],
  'assertion-keys-not-fetched': [
    'Die Schlüssel unter der jwks_uri der Anwendung konnten nicht abgerufen werden.',
    'Es muss eine https-Adresse sein, die von hier aus erreichbar ist und mit dem JWK Set selbst antwortet. Mit der nächsten Assertion wird sie wieder gefragt.',
  ],
  'assertion-keys-not-taken': [
    'Was unter der jwks_uri der Anwendung steht, ist keine Menge öffentlicher Schlüssel, oder einer davon wird nicht angenommen.',
    'Veröffentlichen Sie nur öffentliche Schlüssel, RSA mit 2048 Bit, Kurven ab P-256, jeden mit eigenem kid.',
  ],
  'assertion-signature': [
    'Die Signatur der client_assertion wurde nicht mit dem registrierten Schlüssel erstellt.',
    'Registrieren Sie den öffentlichen Schlüssel des Paars, mit dem Ihr Programm signiert.',
  ],
  'assertion-claims': [
    'Ein Claim der client_assertion fehlt oder ist falsch.',
    'Senden Sie iss und sub, beide die client_id, aud, exp und jti; exp, iat und nbf sind Zahlen in Sekunden.',
  ],
  'assertion-expired': [
    'Die client_assertion war abgelaufen.',
    'Erstellen Sie für jede Anfrage eine und sehen Sie nach der Uhr.',
  ],
  'assertion-early': [
    'Die client_assertion wurde in der Zukunft erstellt oder darf noch nicht benutzt werden.',
    'Sehen Sie nach der Uhr des Rechners, der signiert: Zehn Sekunden Vorsprung werden verziehen.',
  ],
  'assertion-audience': [
    'Die client_assertion ist nicht für diesen Server allein.',
    'Senden Sie aud als einen String, den Issuer, wie er in den Metadaten steht. Die Adresse des Token-Endpunkts gilt nur, wo ein Administrator sie erlaubt hat, und nie mit typ client-authentication+jwt.',
  ],
  'assertion-long-lived': [
    'Die client_assertion lebt länger als fünf Minuten.',
    'Setzen Sie exp auf eine Minute ab jetzt und erstellen Sie für jede Anfrage eine.',
  ],
  'assertion-repeated': [
    'Die client_assertion war schon benutzt worden.',
    'Erstellen Sie für jede Anfrage eine, jede mit eigenem jti, auch wenn eine Anfrage erneut gesendet wird.',
  ],
};

const grantAssertions: (typeof English)['grantAssertions'] = {
  workload: [
    'Issuer, Subject und Audience der Assertion sind keine, denen die Anwendung vertraut.',
    'Was sie sagt, steht unter „Gesendet“. Ein Administrator fügt es hinzu (latchkey app set CLIENT_ID --workload, oder --people-by für einen Issuer, der Personen nennt).',
  ],
  factor: [
    'Die Assertion nennt eine Person, und die Personen der Anwendung brauchen einen zweiten Faktor.',
    'Ein Issuer sagt hier nicht, wie er jemanden kennt. Führen Sie die Person durch authorize: Dort wird nach dem Faktor gefragt.',
  ],
  person: [
    'Die Assertion nennt niemanden, der die Anwendung hier verwenden darf.',
    'Mit Adresse ist es, wer dieselbe hier bestätigt hat, mit sub die ID eines Kontos hier; das Konto ist aktiv und in einer Gruppe, für die die Anwendung ist.',
  ],
  consent: [
    'Die Person, die die Assertion nennt, hat der Anwendung nicht erlaubt, was sie verlangt.',
    'Führen Sie die Person einmal durch authorize, mit denselben Scopes und Ressourcen; prompt=consent fragt auch dann, wenn der Anwendung vertraut wird.',
  ],
  repeated: [
    'Die Assertion war schon verwendet worden.',
    'Bitten Sie den Issuer um eine für jede Anfrage, jede mit einer eigenen jti.',
  ],
  malformed: [
    'Die Assertion ist kein signiertes JSON Web Token, oder ein Feld darin kommt zweimal vor.',
    'Senden Sie das JWT des Issuers in kompakter Form, drei Teile mit Punkten dazwischen, unverschlüsselt.',
  ],
  header: [
    'Der Header der Assertion hat ein Feld, das nicht angenommen wird.',
    'Er braucht alg und, wenn es mehrere Schlüssel gibt, kid. crit, b64 und zip werden abgelehnt.',
  ],
  type: ['Die Assertion sagt in typ, dass sie etwas anderes ist.', 'Der Issuer soll typ weglassen oder JWT schreiben.'],
  algorithm: [
    'Die Assertion ist mit einem Algorithmus signiert, der nicht angenommen wird.',
    'Angenommen werden RS256, PS256, ES256, EdDSA und die längeren ihrer Art.',
  ],
  key: [
    'Kein Schlüssel des Issuers passt zu kid und alg der Assertion.',
    'Sehen Sie nach, ob der Issuer neue Schlüssel hat: Hat ein Administrator sie eingetragen, trägt er die neuen ein (latchkey app set CLIENT_ID --issuer-keys).',
  ],
  'keys-not-fetched': [
    'Die Schlüssel des Issuers konnten nicht geholt werden.',
    'Seine /.well-known/openid-configuration und die jwks_uri darin müssen von hier aus über https erreichbar sein. Oder ein Administrator trägt seine Schlüssel ein (--issuer-keys).',
  ],
  'keys-not-taken': [
    'Was der Issuer veröffentlicht, handelt nicht von ihm selbst oder ist keine Menge öffentlicher Schlüssel.',
    'Der issuer in seiner /.well-known/openid-configuration muss der sein, dem vertraut wird, Zeichen für Zeichen.',
  ],
  signature: [
    'Die Signatur der Assertion stammt von keinem Schlüssel des Issuers.',
    'Bitten Sie den Issuer um eine frische und senden Sie sie unverändert.',
  ],
  claims: [
    'Ein Claim der Assertion fehlt oder ist falsch; welcher, steht unter „Gesendet“.',
    'Sie hat iss, sub, aud und exp. Eine, die eine Person nennt, hat aud als einzelnen Text, auch iat und jti, ist höchstens fünf Minuten alt und endet in höchstens fünf Minuten; mit Adresse hat sie email mit email_verified true.',
  ],
  expired: [
    'Die Assertion war abgelaufen.',
    'Bitten Sie den Issuer um eine für jede Anfrage, und sehen Sie nach der Uhr.',
  ],
  early: [
    'Die Assertion wurde in der Zukunft gemacht oder darf noch nicht verwendet werden.',
    'Sehen Sie nach der Uhr des Issuers: Zehn Sekunden voraus werden verziehen.',
  ],
};

const exchanges: (typeof English)['exchanges'] = {
  'not-named': [
    'Das Token, das getauscht werden sollte, gilt nicht mehr oder stammt von einer Anwendung, die für diese nicht genannt ist.',
    'Tauschen Sie es, solange es gilt, und bitten Sie einen Administrator, seine Anwendung zu nennen (latchkey app set CLIENT_ID --exchanges-from).',
  ],
  person: [
    'Das Token, das getauscht werden sollte, ist das einer Anwendung für sich selbst und keines einer Person.',
    'Tauschen Sie Tokens, die aus der Erlaubnis einer Person kommen.',
  ],
  key: [
    'Das Token, das getauscht werden sollte, ist an einen Schlüssel gebunden, den die Anfrage nicht nachwies.',
    'Senden Sie einen DPoP-Nachweis mit diesem Schlüssel, oder verbinden Sie sich mit diesem Zertifikat.',
  ],
  factor: [
    'Das Token ist das einer Person, die sich nur mit einem Passwort angemeldet hat, und wer diese Anwendung nutzt, braucht einen zweiten Faktor.',
    'Die Anwendung, die das Token bekommt, soll zwei Faktoren verlangen (acr_values=aal2 oder --require-factor). Tauschen Sie ein Token von danach.',
  ],
  'sign-in-unknown': [
    'Niemand weiß, wie sich die Person des Tokens angemeldet hat, und wer diese Anwendung nutzt, braucht einen zweiten Faktor.',
    'Anmeldungen stehen bei Tokens, die mit dem Scope openid auf einer Seite verlangt wurden. Die Anwendung, die das Token bekommt, soll openid verlangen und zwei Faktoren (acr_values=aal2).',
  ],
  chain: ['Das Token wurde schon zu oft getauscht.', 'Tauschen Sie das erste der Kette, wo die Anwendung das darf.'],
  ended: [
    'Das Token endete, während es getauscht wurde, oder seine Person darf diese Anwendung nicht nutzen.',
    'Holen Sie ein neues Token, und sehen Sie nach, ob die Anwendung für die Gruppen der Person ist.',
  ],
};

const codes: (typeof English)['codes'] = {
  'not-ours': [
    'Was als Code gesendet wurde, ist kein Code dieses Servers.',
    'Er wurde abgeschnitten, verändert oder zweimal dekodiert. Nehmen Sie den Parameter code aus der Query der Redirect-URI, einmal dekodiert.',
  ],
  unknown: [
    'Für diese Anwendung gibt es keinen solchen Code.',
    'Senden Sie dieselbe client_id an den Autorisierungs- und den Token-Endpunkt, und beides an denselben Server.',
  ],
  consumed: [
    'Der Code war schon benutzt worden.',
    'Tauschen Sie ihn einmal: Eine Seite, die zweimal geladen wird (Neuladen, Prefetch, zwei Worker), sendet ihn zweimal. Kam er mehr als zehn Sekunden nach der ersten Benutzung wieder, sind auch deren Tokens beendet.',
  ],
  expired: ['Der Code kam zu spät.', 'Tauschen Sie ihn sofort, auf dem Server: Er gilt etwa eine Minute.'],
  'no-verifier': [
    'Die Autorisierungsanfrage hatte eine code_challenge, aber mit dem Code kam kein code_verifier.',
    'Behalten Sie den code_verifier in der Sitzung der Person und senden Sie ihn mit dem Code.',
  ],
  'needless-verifier': [
    'Mit dem Code kam ein code_verifier, aber die Autorisierungsanfrage hatte keine code_challenge.',
    'Senden Sie code_challenge und code_challenge_method=S256 auch bei der Autorisierung.',
  ],
  'other-verifier': [
    'Der code_verifier ist nicht der, aus dem die code_challenge erstellt wurde.',
    'Behalten Sie für jeden state einen code_verifier: Zwei Tabs dürfen ihn nicht teilen. Die Challenge ist der SHA-256-Hash seines Textes, in base64url.',
  ],
  'other-address': [
    'Die redirect_uri ist nicht die der Autorisierungsanfrage.',
    'Senden Sie dieselbe redirect_uri bei der Autorisierung und mit dem Code, Zeichen für Zeichen.',
  ],
  'other-key': [
    'Die Autorisierungsanfrage nannte einen Schlüssel (dpop_jkt), und der Code kam ohne Proof oder mit dem eines anderen Schlüssels.',
    'Erstellen Sie den DPoP-Proof der Token-Anfrage mit dem Schlüssel, dessen Thumbprint bei der Autorisierung gesendet wurde, und behalten Sie diesen Schlüssel, bis der Code getauscht ist.',
  ],
  'too-many-misses': [
    'Der Code endete nach drei Versuchen, bei denen etwas anderes falsch war.',
    'Sehen Sie nach, was kurz davor abgelehnt wurde, und beginnen Sie neu bei der Autorisierungsseite.',
  ],
  ended: [
    'Was die Person erlaubt hatte, endete, bevor der Code benutzt wurde, oder die Anwendung wurde inzwischen geändert.',
    'Schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
};

const refreshTokens: (typeof English)['refreshTokens'] = {
  'not-ours': [
    'Was als Refresh-Token gesendet wurde, ist kein Refresh-Token dieses Servers.',
    'Es wurde abgeschnitten oder verändert, oder es ist ein Access-Token. Speichern Sie den ganzen Wert von refresh_token.',
  ],
  unknown: [
    'Für diese Anwendung gibt es kein solches Refresh-Token.',
    'Es gehört einer anderen Anwendung oder einem anderen Server, oder es endete vor mehr als 30 Tagen. Schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
  consumed: [
    'Das Refresh-Token war schon benutzt worden, deshalb sind alle Tokens dieser Zustimmung beendet.',
    'Speichern Sie das Refresh-Token jeder Antwort anstelle des vorigen und lassen Sie immer nur einen Prozess erneuern.',
  ],
  expired: [
    'Das Refresh-Token war zu alt oder wurde zu lange nicht benutzt.',
    'Schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
  'family-reused': [
    'Alle Tokens dieser Zustimmung waren beendet, weil ein Code oder Refresh-Token davon zweimal benutzt wurde.',
    'Speichern Sie das Refresh-Token jeder Antwort anstelle des vorigen, lassen Sie immer nur einen Prozess erneuern und schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
  'other-key': [
    'Das Refresh-Token ist an einen Schlüssel gebunden und kam ohne DPoP-Proof oder mit dem eines anderen Schlüssels.',
    'Behalten Sie das Schlüsselpaar so lange wie das Refresh-Token und erstellen Sie damit für jedes Erneuern einen Proof. Ist der Schlüssel verloren, schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
  revoked: [
    'Ihre Anwendung hatte dieses Refresh-Token oder ein Token, das mit ihm kam, widerrufen.',
    'Vergessen Sie Tokens, die Sie widerrufen. Schicken Sie die Person erneut zur Autorisierungsseite, wenn sie wiederkommen will.',
  ],
  ended: [
    'Was die Person erlaubt hatte, ist beendet: Sie nahm es zurück oder änderte ihr Passwort, oder ein Administrator beendete es. Oder Ihre Anwendung hatte seitdem den Grant refresh_token verloren.',
    'Schicken Sie die Person erneut zur Autorisierungsseite.',
  ],
};

/** Something that an application sent and that was refused, as its owner reads it. */
export const applicationRefusals: typeof English = {
  title: (name: string) => `Ablehnungen von ${name}`,
  heading: 'Ablehnungen',
  lead: 'Was zuletzt im Namen dieser Anwendung gesendet und abgelehnt wurde, das Neueste zuerst. Gleiche werden zusammengezählt; die neuesten fünfzig bleiben. Nur Eigentümer und Administratoren sehen sie. Wer die Client-ID kennt, kann manches davon senden: Was Sie nicht wiedererkennen, muss nicht von der Anwendung kommen.',
  empty: 'Nichts wurde abgelehnt',
  emptyLead:
    'Wenn eine Anfrage dieser Anwendung abgelehnt wird, steht sie hier: was gesendet wurde und was registriert ist.',
  sent: 'Gesendet',
  nothing: 'nichts',
  registered: 'Registriert',
  times: (count: number) => (count === 1 ? 'einmal,' : count === 2 ? 'zweimal, zuletzt' : `${count}-mal, zuletzt`),
  begun: 'Bei der Autorisierung',
  steps: {
    add: 'Diese Adresse hinzufügen',
    edit: 'Anwendung bearbeiten',
    advanced: '„Erweitert“ öffnen',
    'rotate-secret': 'Geheimnis erneuern',
  },
  differences: {
    slash: 'Ein Schrägstrich am Ende macht sie zu einer anderen Adresse.',
    case: 'Groß- und Kleinbuchstaben machen zwei Adressen daraus.',
    scheme: 'Sie beginnt mit einem anderen Schema: http und https sind zwei Adressen.',
    loopback:
      'localhost und 127.0.0.1 führen zum selben Computer, sind aber zwei Adressen: Senden Sie die registrierte. Nur bei 127.0.0.1 und [::1] ist jeder Port erlaubt.',
    host: 'Der Host ist ein anderer.',
    port: 'Der Port ist ein anderer.',
    query: 'Was auf das Fragezeichen folgt, gehört zur Adresse.',
    path: 'Der Pfad ist ein anderer.',
    none: 'Nichts Ähnliches ist registriert.',
    scopes: (names: string) => `${names} gehört nicht zu den Scopes dieser Anwendung.`,
  },
  notActive,
  over: {
    now: 'Jetzt würde das nicht abgelehnt.',
    token: 'Die Anwendung hat seitdem ein Token bekommen.',
    secret: 'Seitdem wurde ein Geheimnis erstellt. Ob Ihr Programm es sendet, lässt sich erst sagen, wenn es das tut.',
  },
  notAccepted,
  grantAssertions,
  exchanges,
  codes,
  refreshTokens,
  fixAddress:
    'Senden Sie eine registrierte Adresse genau so, wie sie dasteht, oder registrieren Sie diese, wenn sie Ihnen gehört.',
  fixScopes:
    'Lassen Sie ihn in der Anfrage weg oder wählen Sie ihn für diese Anwendung; wo das nicht geht, gibt ihn ein Administrator.',
  fixUnlistedScopes: (names: string) =>
    `Dieser Server hat keinen Scope namens ${names}. Suchen Sie nach einem Fehler im Namen oder lassen Sie ihn in der Anfrage weg; nur ein Administrator fügt Scopes hinzu.`,
};
