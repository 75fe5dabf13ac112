import type { eventSentences as Events, ruleSentences as Rules } from '../en/sentences.ts';

export const eventSentences: typeof Events = {
  'sign_in.succeeded': 'eine Person hat sich ausgewiesen und eine Sitzung bekommen',
  'sign_in.failed':
    'ein Passwort oder Code war falsch, oder das Konto ist unbekannt, deaktiviert oder hat kein Passwort; welches davon, sagen die Einzelheiten',
  'sign_in.throttled':
    'das Raten an einem Konto oder von einer Adresse aus erreichte seine Grenze; einmal je Grenze und Zeitfenster',
  'session.reauthenticated': 'eine Person hat sich für etwas Heikles noch einmal ausgewiesen',
  'session.ended': 'eine Person hat sich abgemeldet, oder ein Administrator hat ihre Sitzungen beendet',
  'setup.completed': 'der einmalige Link hat den ersten Administrator angelegt',
  'user.added': 'ein Konto wurde angelegt',
  'user.renamed': 'der Name eines Kontos wurde geändert',
  'user.changed':
    'ein Administrator hat geändert, was außer Name und Adresse über eine Person bekannt ist: welche Claims, nicht was sie sagen',
  'user.disabled': 'ein Administrator hat ein Konto deaktiviert: Sitzungen und Tokens sind beendet',
  'user.enabled': 'ein Administrator hat ein deaktiviertes Konto aktiviert',
  'user.deletion_asked':
    'jemand hat die Löschung des eigenen Kontos verlangt, oder ein Administrator: Sitzungen und Tokens sind beendet',
  'user.exported':
    'alles, was von einer Person bekannt ist, wurde herausgegeben: an sie selbst oder über die Kommandozeile',
  'user.kept': 'eine Person hat sich angemeldet und das Konto behalten, dessen Löschung sie verlangt hatte',
  'user.deleted': 'ein Konto wurde gelöscht, mit allem Persönlichen',
  'user.made_admin': 'ein Konto wurde zum Administrator',
  'user.removed_admin': 'ein Administrator nahm einem Konto die Verwaltung',
  'password.changed': 'ein Passwort wurde gesetzt: durch die Person selbst oder mit einem Link',
  'recovery.asked':
    'jemand hat um eine E-Mail mit einem Link für ein neues Passwort gebeten; ob es das Konto gibt, erfuhr niemand',
  'password.link_mailed': 'ein Link für ein neues Passwort ging an die Adresse des Kontos',
  'user.signed_up': 'jemand hat sich selbst ein Konto angelegt: Die E-Mail an seine Adresse wurde beantwortet',
  'email.changed':
    'die Adresse eines Kontos wurde geändert: Die E-Mail an die neue wurde beantwortet, die alte wurde benachrichtigt',
  'invitation.mailed': 'eine Einladung ging an die Adresse eines Kontos, das für jemanden angelegt wurde',
  'invitation.accepted': 'jemand hat eine Einladung angenommen: Das Passwort ist gewählt, und E-Mails kommen dort an',
  'password.link_issued': 'ein Administrator hat einen Link für ein neues Passwort ausgestellt',
  'factor.added':
    'eine Person hat eine Authenticator-App oder einen Passkey eingerichtet; überall sonst wurde sie abgemeldet',
  'factor.removed':
    'ein Faktor wurde entfernt: durch die Person selbst, oder alle durch einen Administrator; Sitzungen sind beendet',
  'factor.renamed': 'eine Person hat einem Passkey einen anderen Namen gegeben',
  'factor.recovery_codes_made': 'eine Person hat neue Wiederherstellungscodes bekommen; die alten sind beendet',
  'factor.recovery_code_used':
    'eine Person hat sich mit einem Wiederherstellungscode angemeldet, der damit verbraucht ist',
  'factor.required':
    'ein Administrator hat bestimmt, dass ein Konto einen zweiten Faktor haben muss; Sitzungen ohne sind beendet',
  'factor.not_required': 'ein Administrator hat zurückgenommen, dass ein Konto einen zweiten Faktor haben muss',
  'personal_token.created': 'eine Person hat ein persönliches Access-Token erstellt: mit welchen Scopes',
  'personal_token.revoked': 'eine Person hat eines ihrer persönlichen Access-Tokens beendet',
  'consent.approved': 'eine Person hat einer Anwendung erlaubt, worum sie bat',
  'consent.denied': 'eine Person hat einer Anwendung verweigert, worum sie bat',
  'device_code.failed': 'eine Person hat einen Code eingegeben, mit dem kein Gerät wartet',
  'device_code.throttled':
    'die Eingabe von Gerätecodes erreichte ihre Grenze; einmal je Konto, Adresse und Zeitfenster',
  'consent.revoked': 'eine Person hat widerrufen, was einer Anwendung erlaubt war',
  'legacy_grant.used':
    'eine Anwendung bekam Tokens mit dem Grant password oder implicit, den ihr ein Administrator gegeben hat',
  'code.reused': 'ein verbrauchter Autorisierungscode kam noch einmal von seinem Client: Alles daraus ist beendet',
  'code.guessed': 'ein Code wurde zu oft mit falschen Angaben gezeigt: Er gilt nicht mehr',
  'refresh.reused': 'ein ersetztes Refresh-Token kam noch einmal: Alles daraus ist beendet',
  'oauth1.exchanged': 'eine Anwendung hat ein Token von OAuth 1 gegen Tokens von OAuth 2 getauscht',
  'assertion.accepted':
    'eine Anwendung hat mit der Assertion eines Ausstellers, dem sie vertraut, ein Token für eine Person bekommen',
  'token.exchanged': 'eine Anwendung hat das Token einer anderen gegen ein eigenes getauscht',
  'token.revoked': 'eine Anwendung hat ein Token widerrufen',
  'token.shown': 'jemand hat angesehen, was die Tokens einer Anwendung über eine Person sagen würden',
  'client.registered': 'eine Anwendung wurde registriert',
  'client.changed': 'die Registrierung einer Anwendung wurde geändert',
  'client.secret_rotated': 'eine Anwendung bekam ein neues Geheimnis',
  'client.secret_added':
    'eine Anwendung bekam ein weiteres Geheimnis, mit einem Namen; die Einzelheit sind seine letzten drei Zeichen',
  'client.secret_ended': 'ein Geheimnis einer Anwendung wurde vor seiner Zeit beendet',
  'client.dialect_changed': 'ein Administrator hat einer Anwendung einen Dialekt gegeben oder genommen',
  'client.secret_leaked': 'ein gültiges Geheimnis einer Anwendung kam in der Adresse einer Anfrage',
  'client.all_ended':
    'alles, was eine Anwendung hatte, wurde auf einmal beendet: Autorisierungen, Tokens, Codes und Zustimmungen',
  'client.disabled': 'eine Anwendung wurde deaktiviert: Ihre Tokens sind beendet',
  'client.enabled': 'eine deaktivierte Anwendung wurde aktiviert',
  'client.deleted': 'eine Anwendung wurde gelöscht, mit ihren Tokens',
  'client.approved': 'ein Administrator hat eine Anwendung geprüft, wie sie ist',
  'client.rejected': 'ein Administrator hat eine Anwendung abgelehnt, die auf Prüfung wartete, und gesagt, warum',
  'client.preview_added':
    'eine Anwendung bekam eine Redirect-URI, die endet, unter einer Domain, die ihr Team nachgewiesen hat',
  'client.preview_removed': 'eine Redirect-URI, die endet, wurde vor ihrer Zeit entfernt',
  'client.offered': 'der Eigentümer einer Anwendung hat sie einer Person oder einem Team angeboten',
  'client.offer_withdrawn': 'das Angebot einer Anwendung wurde zurückgezogen',
  'client.offer_declined': 'wem eine Anwendung angeboten wurde, hat sie abgelehnt',
  'client.offer_accepted': 'wem eine Anwendung angeboten wurde, hat sie angenommen und ist ihr Eigentümer',
  'client.roles_changed':
    'die Rollen einer Anwendung, oder wer sie hat, haben sich geändert: eine wurde hinzugefügt, entfernt, gegeben oder weggenommen',
  'registration_token.added': 'ein Administrator hat ein Token erstellt, mit dem Programme Anwendungen registrieren',
  'key.added':
    'ein Schlüssel wurde erzeugt, mit dem der Server signiert: beim Start, zu seiner Zeit oder durch einen Administrator',
  'key.revoked': 'ein Administrator hat einen Schlüssel widerrufen: Was er signiert hat, gilt nicht mehr',
  'client.groups_changed':
    'ein Administrator hat bestimmt, für welche Gruppen eine Anwendung ist: Was sie für andere hatte, ist beendet',
  'group.added': 'eine Gruppe von Personen wurde angelegt',
  'group.changed': 'Name, Beschreibung oder Eigentümer einer Gruppe wurden geändert',
  'group.deleted': 'eine Gruppe wurde gelöscht',
  'group.member_added': 'eine Person oder eine andere Gruppe wurde in eine Gruppe aufgenommen',
  'group.member_removed':
    'eine Person oder eine andere Gruppe wurde aus einer Gruppe entfernt: Was sie nicht mehr benutzen darf, ist beendet',
  'team.added': 'ein Team wurde angelegt, dem Anwendungen gehören können',
  'team.changed': 'Name oder Beschreibung eines Teams wurden geändert',
  'team.deleted': 'ein Team wurde gelöscht; ihm gehörte keine Anwendung',
  'team.member_added': 'eine Person kam durch einen Administrator in ein Team',
  'team.member_removed':
    'eine Person hat ein Team verlassen oder wurde daraus entfernt: Um seine Anwendungen kümmert sie sich nicht mehr',
  'team.role_changed': 'ein Mitglied eines Teams wurde dessen Leitung oder Entwickler',
  'team.invited': 'jemand wurde in ein Team eingeladen',
  'team.invitation_withdrawn': 'eine Einladung in ein Team wurde zurückgezogen',
  'team.joined': 'jemand hat eine Einladung angenommen und ist im Team',
  'team.domain_added': 'ein Team hat gesagt, dass eine Domain ihm gehört',
  'team.domain_verified': 'eine Datei auf einer Domain hat nachgewiesen, dass sie einem Team gehört',
  'team.domain_removed': 'eine Domain wurde einem Team genommen: Vorschauen darunter funktionieren nicht mehr',
  'details_type.changed': 'eine Art von Autorisierungsdetails wurde hinzugefügt, geändert oder gelöscht',
  'resource.changed':
    'eine Ressource der Liste, eine API, für die Tokens bestimmt sein können, wurde hinzugefügt, geändert oder gelöscht',
  'scope.changed': 'ein Scope des Katalogs wurde hinzugefügt, geändert, umbenannt oder gelöscht',
  'audit.exported': 'jemand hat das Protokoll oder einen Teil davon aus dem Server geholt',
};

export const ruleSentences: typeof Rules = {
  'parameter-repeated': 'Ein Parameter darf nur einmal gesendet werden.',
  'parameter-malformed': 'Die Parameter müssen formularkodierter UTF-8-Text sein, mit einfachen Namen und ohne NUL.',
  'parameter-too-long': 'Ein Parameter ist länger, als dieser Server annimmt.',
  'content-type-unsupported': 'Senden Sie die Parameter im Body als application/x-www-form-urlencoded.',
  'charset-unsupported':
    'Ein Formular ist in UTF-8 kodiert: Geben Sie im Content-Type charset=utf-8 an, oder lassen Sie charset weg.',
  'parameters-in-query':
    'Dieser Endpunkt nimmt seine Parameter aus dem Body; im Query-Teil der URL darf nichts stehen.',
  'body-too-large': 'Der Body ist größer, als dieser Server annimmt.',
  'address-too-long': 'Die Adresse der Anfrage ist länger, als dieser Server annimmt.',
  'address-unknown':
    'Unter dieser Adresse gibt es nichts; die Metadaten unter /.well-known/oauth-authorization-server nennen jeden Endpunkt.',
  'method-not-allowed': 'Benutzen Sie eine Methode, die der Header Allow nennt.',
  'openapi-version-unknown': 'Die Versionen sind 3.1, 3.2, 3.0 und 2.0.',
  'too-many-requests': 'Es waren zu viele Anfragen; warten Sie so viele Sekunden, wie Retry-After nennt.',
  'temporarily-unavailable':
    'Der Server erreicht seine Datenbank nicht; nichts wurde geändert. Versuchen Sie es nach so vielen Sekunden noch einmal, wie Retry-After nennt.',
  'outcome-unknown':
    'Der Server verlor seine Datenbank, bevor er eine Antwort hatte; es kann geschehen sein oder nicht. Senden Sie dieselbe Anfrage noch einmal, nach so vielen Sekunden, wie Retry-After nennt.',
  'too-many-passwords':
    'Gerade werden zu viele Passwörter geprüft; nichts wurde geändert. Versuchen Sie es nach so vielen Sekunden noch einmal, wie Retry-After nennt.',
  'server-error': 'Auf unserer Seite ist etwas schiefgegangen; die Kennung der Anfrage benennt es.',
  'id-token-hint-not-accepted': 'Der id_token_hint ist kein ID-Token dieses Servers.',
  'id-token-hint-other-client': 'Der id_token_hint wurde für einen anderen Client ausgestellt, als die client_id sagt.',
  'post-logout-redirect-uri-mismatch': 'Die post_logout_redirect_uri ist keine, die für diesen Client registriert ist.',
  'request-uri-unknown':
    'Unter dieser request_uri wartet keine Anfrage dieser Anwendung: Sie wurde nie gepusht, oder ihre Zeit ist um.',
  'request-twice': 'Die Parameter request und request_uri stehen in einer Anfrage; senden Sie einen davon.',
  'client-id-missing': 'Der Parameter client_id fehlt.',
  'client-unknown': 'Keine aktive Anwendung hat diese client_id.',
  'client-document-refused':
    'Die client_id ist die Adresse eines Dokuments, das dieser Server nicht annimmt: Er liest solche Dokumente nicht, konnte dieses nicht lesen, oder es sind keine Client-Metadaten dieser client_id.',
  'redirect-uri-refused':
    'Die redirect_uri steht im Dokument des Clients, ist aber keine, an die dieser Server etwas sendet.',
  'redirect-uri-missing': 'Der Parameter redirect_uri fehlt, und die Anwendung hat nicht genau eine registriert.',
  'redirect-uri-mismatch': 'Die redirect_uri muss eine registrierte sein, Zeichen für Zeichen.',
  'response-type-missing': 'Der Parameter response_type fehlt.',
  'response-type-unsupported': 'Diesen response_type hat dieser Server nicht; benutzen Sie code.',
  'response-mode-unsupported':
    'Eine Antwort auf diesen response_type wird nicht in diesem response_mode gesendet; lassen Sie response_mode weg.',
  'redirect-uri-not-for-tokens':
    'Ein Token wird nur an eine https-Adresse oder an den Computer der Person gesendet; benutzen Sie response_type=code.',
  'grant-not-registered': 'Die Anwendung ist für diesen Grant-Typ nicht registriert.',
  'response-type-not-registered': 'Die Anwendung hat diesen response_type nicht registriert.',
  'pkce-missing': 'Diese Anwendung muss eine code_challenge senden (PKCE).',
  'pkce-method-unsupported':
    'Die code_challenge_method muss S256 sein; sie wegzulassen bedeutet plain, was abgelehnt wird.',
  'pkce-challenge-malformed':
    'Die code_challenge muss ein SHA-256-Hash in base64url sein: 43 Zeichen ohne Füllzeichen.',
  'scope-malformed':
    'Der Parameter scope enthält höchstens 50 Namen in ASCII ohne Anführungszeichen und Backslash, mit je einem Leerzeichen dazwischen, zusammen 1024 Zeichen.',
  'scope-not-registered': 'Verlangt wurde ein Scope, den es nicht gibt oder den die Anwendung nicht benutzen darf.',
  'scope-not-for-grant': 'Verlangt wurde ein Scope, den dieser Grant-Typ nicht enthalten darf.',
  'scope-not-for-resource': 'Verlangt wurde ein Scope, der keiner der Ressource ist.',
  'credential-in-url':
    'Ein Geheimnis, Passwort, Code oder Token darf nicht in einer Adresse stehen; betrachten Sie dieses als anderen bekannt.',
  'request-not-pushed':
    'Diese Anwendung muss ihre Anfragen pushen: Senden Sie sie zuerst an den pushed_authorization_request_endpoint.',
  'request-uri-pushed': 'Eine gepushte Anfrage darf nicht mit request_uri auf eine andere verweisen.',
  'request-uri-used':
    'Diese request_uri wurde schon beantwortet; pushen Sie die Anfrage noch einmal, um eine neue Antwort zu bekommen.',
  'request-object-unsigned':
    'Ein Request-Objekt muss signiert sein; eines mit dem Algorithmus none wird nicht gelesen.',
  'request-object-not-accepted':
    'Das Request-Objekt ist keines, das diese Anwendung für diesen Server rechtzeitig und mit einem registrierten Schlüssel signiert hat.',
  'request-not-signed':
    'Diese Anwendung muss ihre Anfragen in einem selbst signierten Objekt senden, im Parameter request.',
  'response-not-signed':
    'Die Antworten an diese Anwendung müssen signiert sein: Verlangen Sie response_mode jwt oder einen, der auf .jwt endet.',
  'request-uri-not-registered':
    'Die request_uri ist weder eine, die dieser Server ausgegeben hat, noch für diese Anwendung registriert, Zeichen für Zeichen.',
  'request-uri-not-fetched': 'Dieser Server bekam von der request_uri kein Request-Objekt.',
  'nonce-missing': 'Der Parameter nonce fehlt; ein ID-Token, das durch den Browser kommt, braucht ihn.',
  'openid-missing': 'Ein response_type mit id_token braucht den Scope openid.',
  'prompt-unsupported':
    'Der Parameter prompt darf none, login, consent und select_account enthalten, mit Leerzeichen dazwischen.',
  'prompt-none-not-alone':
    'prompt=none verlangt, dass keine Seite gezeigt wird, und kann daher nicht neben einem anderen Wert stehen.',
  'max-age-malformed': 'Der Parameter max_age muss eine ganze Zahl von Sekunden sein.',
  'claims-malformed':
    'Der Parameter claims muss ein JSON-Objekt mit den Membern userinfo und id_token sein, und darin für jeden Claim ein Objekt.',
  'acr-unmet': 'Die Person kann nicht so sicher erkannt werden, wie es der acr verlangt, der essential ist.',
  'person-not-meant': 'Angemeldet ist nicht die Person, die der id_token_hint oder sub in claims meint.',
  'login-required': 'Die Person muss sich anmelden, und prompt=none verbietet, sie zu fragen.',
  'consent-required': 'Die Person muss zustimmen, und prompt=none verbietet, sie zu fragen.',
  'interaction-required': 'Der Code muss der Person gezeigt werden, und prompt=none verbietet, eine Seite zu zeigen.',
  'not-admitted': 'Die Anwendung ist für bestimmte Gruppen, und diese Person ist in keiner davon.',
  'access-denied': 'Die Person hat nicht zugestimmt.',
  'client-not-accepted':
    'Die Zugangsdaten des Clients wurden nicht angenommen: Prüfen Sie client_id, Geheimnis und Methode.',
  'client-authentication-repeated': 'Weisen Sie den Client nur auf eine Art aus: im Authorization-Header oder im Body.',
  'certificate-missing':
    'Die Tokens dieser Anwendung sind an ihr Zertifikat gebunden: Verbinden Sie sich mit einem, an der Adresse, die danach fragt.',
  'authorization-repeated': 'Es gibt zwei Authorization-Header; senden Sie einen.',
  'dialect-not-set':
    'Das ist nicht der Token-Endpunkt, den die Metadaten nennen; nur eine Anwendung mit dem Dialekt dieser Adresse darf ihn benutzen.',
  'dialect-ended':
    'Der Dialekt, den diese Anfrage braucht, ist für diese Anwendung beendet; senden Sie die Anfrage des Standards.',
  'alias-differs':
    'Ein Parameter wurde unter zwei Namen mit zwei Werten gesendet; senden Sie ihn einmal, unter dem Namen des Standards.',
  'bearer-token-missing': 'Es gibt keinen Authorization-Header mit einem Token.',
  'bearer-token-not-accepted':
    'Das Access-Token wurde nicht angenommen: Es ist abgelaufen, wurde beendet oder ist keines dieses Servers.',
  'bearer-token-twice': 'Das Access-Token kommt einmal: im Header oder im Body.',
  'bearer-scope-insufficient': 'Das Access-Token hat nicht die Scopes, die diese Anfrage braucht.',
  'bearer-resource-other': 'Das Access-Token ist für eine andere Ressource als diese.',
  'resource-malformed': 'Eine Ressource ist eine absolute Adresse ohne Fragment.',
  'resource-not-registered':
    'Genannt wurde eine Ressource, die es nicht gibt oder die die Anwendung nicht verlangen darf.',
  'resource-wider-than-granted': 'Genannt wurde eine Ressource, die die Autorisierungsanfrage nicht genannt hat.',
  'subject-token-missing': 'Der Parameter subject_token fehlt.',
  'token-type-unsupported':
    'Getauscht werden nur Access-Tokens gegen Access-Tokens; sagen Sie das mit urn:ietf:params:oauth:token-type:access_token.',
  'subject-token-not-accepted':
    'Das subject_token wurde nicht angenommen: Es ist kein gültiges Access-Token einer Person von einer Anwendung, von der diese tauschen darf.',
  'actor-token-not-accepted':
    'Das actor_token wurde nicht angenommen: Es ist kein gültiges Access-Token dieser Anwendung.',
  'exchange-not-consented':
    'Die Person hat dieser Anwendung nicht erlaubt, was sie verlangt, und kein Administrator vertraut ihr.',
  'assertion-missing': 'Der Parameter assertion fehlt.',
  'assertion-not-accepted':
    'Die assertion wurde nicht angenommen: Sie ist kein gültiges Token mit einem Aussteller, Subjekt und Empfänger, denen ein Administrator für diese Anwendung vertraut, oder nennt niemanden, der ihr das erlaubt hat.',
  'grant-type-missing': 'Der Parameter grant_type fehlt.',
  'grant-type-unsupported': 'Diesen grant_type hat dieser Server nicht.',
  'code-missing': 'Der Parameter code fehlt.',
  'code-not-accepted':
    'Der Code wurde nicht angenommen: Er ist unbekannt, abgelaufen oder benutzt, oder gehört zu einem anderen Client, einer anderen redirect_uri, einem anderen code_verifier oder Schlüssel.',
  'verifier-malformed': 'Der code_verifier muss aus 43 bis 128 Buchstaben, Ziffern oder den Zeichen - . _ ~ bestehen.',
  'refresh-token-missing': 'Der Parameter refresh_token fehlt.',
  'refresh-token-not-accepted':
    'Das Refresh-Token wurde nicht angenommen: Es ist unbekannt, abgelaufen, benutzt oder widerrufen, oder gehört zu einem anderen Client oder Schlüssel.',
  'username-missing': 'Der Parameter username fehlt.',
  'password-missing': 'Der Parameter password fehlt.',
  'password-not-accepted':
    'Benutzername und Passwort wurden nicht angenommen, oder dieses Konto lässt sich so nicht benutzen.',
  'factor-not-by-password':
    'Die Anwendung will, dass Personen mit zwei Faktoren bekannt sind, und ein Passwort ist einer.',
  'not-admitted-by-password': 'Die Anwendung ist für bestimmte Gruppen, und diese Person ist in keiner davon.',
  'scope-wider-than-granted': 'Ein Refresh darf die gewährten Scopes oder weniger verlangen, niemals mehr.',
  'token-missing': 'Der Parameter token fehlt.',
  'user-code-malformed': 'Der user_code fehlt oder kann keiner von unseren sein.',
  'pkce-not-for-devices':
    'Ein Gerät bekommt keinen Code durch eine Weiterleitung und sendet daher weder code_challenge noch code_verifier: Den device_code kennt sonst niemand.',
  'device-code-missing': 'Der Parameter device_code fehlt.',
  'device-code-not-accepted':
    'Der device_code wurde nicht angenommen: Er ist unbekannt oder benutzt, gehört zu einem anderen Client, oder das Erlaubte ist beendet.',
  'authorization-pending': 'Die Person hat noch nicht entschieden; fragen Sie nach der Wartezeit wieder.',
  'slow-down':
    'Das war früher, als die Wartezeit erlaubt; warten Sie von jetzt an fünf Sekunden länger zwischen den Anfragen.',
  'device-denied': 'Die Person hat nicht zugestimmt; fragen Sie nicht weiter.',
  'device-code-expired':
    'Der device_code ist abgelaufen, bevor die Person entschieden hat; beginnen Sie neu mit einem anderen.',
  'dpop-proof-missing':
    'Es gibt keinen DPoP-Header: Die Tokens dieser Anwendung sind an einen Schlüssel gebunden, und jede Anfrage, die sie betrifft, weist ihn nach.',
  'dpop-proof-repeated': 'Es gibt mehr als einen DPoP-Nachweis; senden Sie einen.',
  'dpop-proof-malformed':
    'Der DPoP-Nachweis ist kein JWT vom Typ dpop+jwt, das der öffentliche Schlüssel in seinem eigenen Header signiert hat, mit jti und iat.',
  'dpop-proof-elsewhere':
    'Der DPoP-Nachweis wurde für eine andere Anfrage erstellt: htm ist die Methode von dieser und htu ihre Adresse.',
  'dpop-proof-other-token':
    'Der DPoP-Nachweis wurde nicht für dieses Access-Token erstellt: ath ist dessen SHA-256-Hash, in base64url.',
  'dpop-proof-used': 'Dieser DPoP-Nachweis wurde schon benutzt.',
  'dpop-proof-not-now':
    'Der DPoP-Nachweis wurde nach der Uhr dieses Servers nicht gerade eben erstellt: Nehmen Sie die Nonce dieser Antwort in einen neuen auf.',
  'dpop-nonce-missing':
    'DPoP-Nachweise brauchen eine Nonce dieses Servers: Nehmen Sie die dieser Antwort in einen neuen auf.',
  'dpop-nonce-stale':
    'Die Nonce des DPoP-Nachweises ist zu alt oder nicht von diesem Server: Nehmen Sie die dieser Antwort in einen neuen auf.',
  'dpop-jkt-malformed':
    'dpop_jkt muss der SHA-256-Fingerabdruck eines öffentlichen Schlüssels sein: 43 Zeichen base64url.',
  'dpop-jkt-other': 'Der DPoP-Nachweis wurde mit einem anderen Schlüssel signiert, als dpop_jkt sagt.',
  'bound-tokens-by-code':
    'Die Tokens dieser Anwendung sind an einen Schlüssel gebunden, den hier niemand nachweisen kann: Benutzen Sie response_type=code.',
  'registration-not-json':
    'Senden Sie die Client-Metadaten als ein JSON-Objekt, mit Content-Type: application/json und jedem Member nur einmal.',
  'registration-token-not-accepted':
    'Das Token wurde nicht angenommen: Es ist abgelaufen, verbraucht oder ersetzt, oder nicht das dieser Registrierung.',
  'metadata-member-malformed': 'Ein Member der Client-Metadaten hat einen anderen Typ, als für ihn festgelegt ist.',
  'metadata-value-refused': 'Ein Member der Client-Metadaten hat einen Wert, den dieser Server nicht annimmt.',
  'metadata-contradictory': 'Member der Client-Metadaten passen nicht zusammen.',
  'metadata-keys-refused':
    'Die Schlüssel müssen öffentliche Schlüssel für Signaturen sein, die dieser Server annimmt, oder unter einer https-Adresse stehen; an einem der beiden Orte.',
  'sector-identifier-refused':
    'Das Dokument unter sector_identifier_uri muss eine JSON-Liste mit jeder Redirect-URI des Clients sein; das ist es nicht, oder es war nicht zu lesen.',
  'registered-redirect-uri-refused':
    'Eine Redirect-URI ist keine, die dieser Server registriert: https, oder http auf dem Computer selbst, oder das Schema einer App mit einem Punkt darin.',
  'registered-redirect-uri-not-web':
    'Ein Client mit dem application_type web registriert nur https-Adressen von Hosts: nicht localhost, und nicht das Schema einer App.',
  'registered-redirect-uri-missing':
    'Ein Client, der seine Antworten durch den Browser bekommt, registriert seine Redirect-URIs; redirect_uris fehlt.',
  'details-malformed':
    'Die authorization_details sind ein JSON-Array aus höchstens 20 Objekten, jedes mit einem type, keines tiefer als acht Ebenen und ohne doppelte Member.',
  'details-type-not-registered':
    'Die authorization_details haben einen type, den es nicht gibt oder den diese Anwendung nicht verlangen darf.',
  'details-not-of-type': 'Die authorization_details sind nicht so, wie es ihr type verlangt.',
  'details-wider-than-granted':
    'Ein Token darf einige der gewährten authorization_details haben, jede so, wie sie war, und niemals andere.',
  'details-not-here':
    'Auf diesem Weg wird niemand nach authorization_details gefragt; senden Sie sie in einer Autorisierungsanfrage mit response_type=code.',
  'oauth1-resource-server-needed':
    'Nach signierten Anfragen fragen darf nur eine Anwendung, die ein Administrator als Ressourcenserver gekennzeichnet hat.',
  'oauth1-request-incomplete': 'Senden Sie die Methode und die ganze URL der Anfrage, die Ihre API bekommen hat.',
  'oauth1-exchange-unrelated':
    'Das Token wurde nicht getauscht: Beide Anwendungen müssen denselben Eigentümer und einen gemeinsamen Scope haben.',
  'oauth1-parameter-missing': 'Ein Parameter fehlt, den diese Anfrage braucht.',
  'oauth1-parameter-repeated':
    'Ein Parameter, dessen Name mit oauth_ beginnt, darf nur einmal gesendet werden: im Header, im Body oder im Query-Teil.',
  'oauth1-parameter-malformed':
    'Ein Parameter lässt sich nicht lesen: Er ist kein prozentkodierter UTF-8-Text, zu lang oder nicht von der nötigen Form.',
  'oauth1-version-unsupported': 'Der Parameter oauth_version muss 1.0 sein oder fehlen.',
  'oauth1-method-unsupported': 'Die oauth_signature_method muss HMAC-SHA1, HMAC-SHA256, RSA-SHA1 oder PLAINTEXT sein.',
  'oauth1-plaintext-exposed': 'PLAINTEXT sendet die Geheimnisse selbst: nur über https, und niemals in der Adresse.',
  'oauth1-timestamp-refused':
    'Der oauth_timestamp muss auf 300 Sekunden genau mit der Uhr dieses Servers übereinstimmen.',
  'oauth1-not-accepted':
    'Die Signatur wurde nicht angenommen: Consumer Key, Token, ihre Geheimnisse oder die Signaturmethode stimmen nicht, oder es wurde ein anderer Text signiert.',
  'oauth1-nonce-used': 'Diese oauth_nonce wurde schon benutzt: Jede Anfrage braucht eine neue.',
  'oauth1-too-many-requests':
    'Es waren zu viele Anfragen, die nicht angenommen wurden; warten Sie so viele Sekunden, wie Retry-After nennt.',
  'oauth1-callback-not-registered':
    'Der oauth_callback muss die registrierte Callback-URL sein, Zeichen für Zeichen, oder oob.',
  'oauth1-verifier-not-accepted':
    'Der oauth_verifier wurde nicht angenommen: Er ist nicht der dieses Request-Tokens, niemand hat zugestimmt, oder es wurde schon getauscht.',
  'oauth1-not-exchanged': 'Das Token wurde nicht getauscht: Es wurde beendet oder schon getauscht.',
};
