import type { ruleTexts as English } from '../en/rules.ts';
import { detailsRuleTexts } from './details-rules.ts';
import { dpopRuleTexts } from './dpop-rules.ts';
import { registrationRuleTexts } from './registration-rules.ts';

export const ruleTexts: typeof English = {
  'parameter-repeated': {
    group: 'any',
    what: 'Ein Parameter kam in der Anfrage doppelt vor: in der Query, im Body oder je einmal in beiden.',
    why: 'Zwei Programme, die dieselbe Anfrage lesen, können jeweils einen anderen der beiden Werte nehmen. Von diesem Unterschied leben Angriffe; darum wird eine Anfrage mit zwei Lesarten gar nicht gelesen, auch wenn beide Werte gleich sind.',
    fix: [
      'Bauen Sie die Anfrage aus einer Zuordnung von Namen und Werten, statt Zeichenketten zusammenzukleben.',
      'Suchen Sie nach einer Basisadresse, die schon eine Query hat und an die Ihre Bibliothek ihre eigene anhängt.',
    ],
  },
  'parameter-malformed': {
    group: 'any',
    what: 'Die Anfrage enthält etwas, das kein formularkodierter Text ist: ein kaputtes Prozentzeichen, Bytes, die nicht UTF-8 sind, ein NUL, Klammern oder Punkte hinter dem Namen eines Parameters oder mehr als hundert Parameter.',
    why: 'Solchen Text kann man auf mehrere Arten reparieren. Zu raten, welche gemeint war, hieße, nach etwas zu handeln, das niemand gesendet hat.',
    fix: [
      'Lassen Sie die Bibliothek kodieren: URLSearchParams, urllib.parse.urlencode, http_build_query.',
      'Kodieren Sie als UTF-8, und nur einmal. Ein doppelt kodierter Wert zeigt %25 in der Anfrage.',
      'Senden Sie scope als einen Text mit Leerzeichen, nicht als Liste (scope[]=...).',
    ],
    example: 'scope=read_prefs%20write_api',
  },
  'parameter-too-long': {
    group: 'any',
    what: 'Ein Wert hat mehr als 2.048 Bytes, oder alle zusammen sind zu lang für eine Adresse.',
    why: 'Jeder Wert, den wir annehmen, muss gespeichert, verglichen oder zurückgegeben werden. Eine Grenze verhindert, dass eine Anfrage so viel kostet wie tausend.',
    fix: [
      'Behalten Sie, was Sie nach der Weiterleitung brauchen, in Ihrer eigenen Sitzung und setzen Sie nur deren zufälligen Schlüssel in state.',
      'Ein so langer Code oder ein so langes Token ist nicht von uns: Prüfen Sie, welchen Wert Sie senden.',
    ],
  },
  'content-type-unsupported': {
    group: 'any',
    what: 'Der Body der Anfrage ist nicht application/x-www-form-urlencoded.',
    why: 'OAuth 2.0 legt für seine Anfragen dieses eine Format fest, in UTF-8. Andere zu lesen, etwa JSON, ergäbe zwei Parser, die sich uneins sein können.',
    fix: [
      'Senden Sie Content-Type: application/x-www-form-urlencoded und kodieren Sie den Body so. In vielen HTTP-Bibliotheken heißt die Option form oder data statt json.',
      'Die Antwort ist JSON; die Anfrage ist es nicht.',
    ],
    example: 'grant_type=client_credentials&scope=read_prefs',
  },
  'charset-unsupported': {
    group: 'any',
    what: 'Der Content-Type des Formulars nennt einen Zeichensatz wie UTF-16, in dem seine Bytes ein anderes Formular wären.',
    why: 'OAuth 2.0 kodiert Formulare in UTF-8. Als UTF-8 gelesen, hat ein Formular in einem anderen Zeichensatz andere Namen und Werte, als sein Absender geschrieben hat.',
    fix: [
      'Kodieren Sie das Formular in UTF-8 und lassen Sie den Zeichensatz im Content-Type weg, oder sagen Sie charset=utf-8.',
      'Wenn Sie den Zeichensatz selbst setzen, achten Sie auf einen zweiten, den Ihre HTTP-Bibliothek für Text setzt.',
    ],
    example: 'Content-Type: application/x-www-form-urlencoded',
  },
  'parameters-in-query': {
    group: 'any',
    what: 'Die Adresse der Anfrage hat eine Query (etwas hinter einem Fragezeichen). Dieser Endpunkt nimmt alles aus dem Body.',
    why: 'Adressen landen in Logs, Verläufen und Proxys. Geheimnisse, Codes und Tokens dürfen dort nie stehen.',
    fix: [
      'Verschieben Sie jeden Parameter aus der Adresse in den Body der POST-Anfrage.',
      'Stand ein Client-Geheimnis in der Adresse, behandeln Sie es als bekannt und erneuern Sie es.',
      'osm-auth und iD lösen einen Code auf diese Weise ein und lassen sich nicht umstellen: Bitten Sie einen Administrator dieses Servers, der Anwendung den Dialekt openstreetmap zu geben.',
    ],
  },
  'body-too-large': {
    group: 'any',
    what: 'Der Body der Anfrage ist größer als 64 KiB.',
    why: 'So viel braucht keine Anfrage von OAuth, und sie zu lesen, ginge auf Kosten aller anderen.',
    fix: ['Senden Sie die Parameter der Anfrage und sonst nichts.'],
  },
  'address-too-long': {
    group: 'any',
    what: 'Die Adresse der Anfrage ist länger als 32 KiB.',
    why: 'So viel braucht keine Anfrage von OAuth, und sie zu lesen, ginge auf Kosten aller anderen.',
    fix: ['Senden Sie Parameter im Body, nicht in der Adresse.'],
  },
  'address-unknown': {
    group: 'any',
    what: 'Die Anfrage ging an eine Adresse dieses Servers, an der nichts ist.',
    why: 'Server nennen ihre Endpunkte verschieden; Programme lesen deren Adressen darum aus den Metadaten, statt sie zu raten.',
    fix: [
      'Richten Sie Ihre Bibliothek nur mit dem Issuer ein und lassen Sie sie /.well-known/oauth-authorization-server lesen.',
      'Ohne Metadaten: Der Autorisierungsendpunkt ist /oauth2/authorize, der Token-Endpunkt /oauth2/token.',
      'Eine Bibliothek, die nach /.well-known/openid-configuration fragt, will OpenID Connect: Wählen Sie ihren Modus für OAuth 2.0.',
    ],
  },
  'method-not-allowed': {
    group: 'any',
    what: 'Der Endpunkt wurde mit einer Methode aufgerufen, die er nicht annimmt. Die angenommenen stehen im Header Allow der Antwort.',
    why: 'Was Geheimnisse trägt oder etwas ändert, nimmt POST: GET-Anfragen werden wiederholt, vorab geladen und mit allen Parametern geloggt. Was nur gelesen wird, wie die Metadaten, nimmt GET.',
    fix: [
      'Rufen Sie ihn mit einer Methode auf, die Allow nennt: POST für den Token-Endpunkt und seine Nachbarn.',
      'Wenn Sie das tun, suchen Sie nach einer Weiterleitung auf dem Weg (http zu https oder ein Schrägstrich am Ende): Viele Bibliotheken machen aus einem weitergeleiteten POST ein GET.',
    ],
  },
  'too-many-requests': {
    group: 'server',
    what: 'In kurzer Zeit kamen von Ihrer Adresse zu viele Anfragen, die nicht angenommen werden konnten.',
    why: 'Wer Geheimnisse rät, braucht viele Versuche. Anfragen, die gelingen, sind nicht begrenzt.',
    fix: [
      'Warten Sie so viele Sekunden, wie der Header Retry-After sagt.',
      'Wiederholen Sie keine abgelehnte Anfrage: Dieselbe Anfrage bekommt dieselbe Antwort. Suchen Sie zuerst den Grund.',
    ],
  },
  'temporarily-unavailable': {
    group: 'server',
    what: 'Der Server läuft, aber seine Datenbank antwortet im Moment nicht.',
    why: 'Ohne die Datenbank kann niemand sagen, welche Codes und Tokens gelten; darum wird alles abgelehnt, bis sie wieder da ist.',
    fix: [
      'Warten Sie so viele Sekunden, wie der Header Retry-After sagt, und senden Sie dann dieselbe Anfrage noch einmal.',
      'Die abgelehnte Anfrage hat nichts geändert: Ein Code oder ein Refresh-Token darin wurde nicht verbraucht.',
    ],
  },
  'outcome-unknown': {
    group: 'server',
    what: 'Der Server verlor die Verbindung zu seiner Datenbank, nachdem er abgeschickt hatte, was Sie wollten, und bevor eine Antwort kam.',
    why: 'Vielleicht hat die Datenbank es getan, und nur die Antwort ging verloren, vielleicht nicht. In diesem Moment kann das niemand sagen; darum sagt der Server nicht, dass nichts geändert wurde.',
    fix: [
      'Senden Sie dieselbe Anfrage noch einmal, mit denselben Werten, nach so vielen Sekunden, wie der Header Retry-After sagt, und nicht viel später.',
      'Ein gelungener Refresh wird noch einmal mit demselben neuen Refresh-Token beantwortet, 20 Sekunden lang, wenn dieser Server nicht anders eingestellt ist.',
      'Wird die zweite Anfrage mit invalid_grant abgelehnt, war verbraucht, was sie trug: Beginnen Sie neu, mit einer neuen Autorisierung.',
    ],
  },
  'too-many-passwords': {
    group: 'server',
    what: 'Es kamen mehr Passwörter zugleich zur Prüfung, als dieser Server auf einmal prüft, und die Warteschlange ist voll.',
    why: 'Ein Passwort zu prüfen, ist mit Absicht aufwendig. Ohne Grenze nähme es allem anderen die Maschine weg.',
    fix: [
      'Warten Sie die Sekunden ab, die der Header Retry-After nennt, und senden Sie dieselbe Anfrage noch einmal: Es wurde nichts gezählt.',
      'Holen Sie sich mit der ersten Antwort ein Refresh-Token, statt jedes Mal das Passwort zu senden.',
    ],
  },
  'server-error': {
    group: 'server',
    what: 'Auf unserer Seite ist etwas schiefgegangen, während Ihre Anfrage bearbeitet wurde.',
    why: 'Das hätte nicht sein dürfen. Es wurde mit der ID der Anfrage aufgezeichnet, und nach außen wird nichts darüber gesagt.',
    fix: [
      'Versuchen Sie es gleich noch einmal.',
      'Wenn es wieder geschieht, geben Sie die ID der Anfrage (Programme finden sie im Header X-Request-Id) einem Administrator dieses Servers: Sie führt zum Eintrag im Log.',
    ],
  },

  'client-id-missing': {
    group: 'return',
    what: 'Die Autorisierungsanfrage sagt nicht, welche Anwendung fragt.',
    why: 'Ohne client_id weiß niemand, wer fragt und zu wem die Person zurückgeschickt werden könnte. Darum sieht die Person stattdessen eine Seite.',
    fix: [
      'Fügen Sie client_id in die Adresse ein, zu der Sie Personen schicken. Sie steht auf der Seite Ihrer Anwendung.',
    ],
    example: '/oauth2/authorize?response_type=code&client_id=IHRE_CLIENT_ID',
  },
  'client-unknown': {
    group: 'return',
    what: 'Es gibt keine Anwendung mit dieser client_id, oder sie wurde deaktiviert, gelöscht oder noch nicht freigegeben.',
    why: 'Eine Person darf nur an Adressen geschickt werden, die jemand registriert hat. Welcher der Gründe es ist, wird nicht gesagt: Das würde helfen, herauszufinden, welche IDs es gibt.',
    fix: [
      'Vergleichen Sie die client_id mit der auf der Seite Ihrer Anwendung, Zeichen für Zeichen.',
      'Prüfen Sie, ob Sie diesen Server benutzen und nicht ein Testsystem, wo die IDs andere sind.',
      'Ist Ihre Anwendung in Prüfung oder deaktiviert, sagt das ihre Seite.',
    ],
  },
  'redirect-uri-missing': {
    group: 'return',
    what: 'Die Autorisierungsanfrage hat keine redirect_uri. Sie darf fehlen, wo genau eine registriert ist, und nie bei OpenID Connect oder FAPI 2.0.',
    why: 'Ist keine da, gibt es kein Ziel; sind mehrere da, könnte niemand sagen, welche gemeint war; und was jedes Mal gesagt wird, lässt sich mit nichts verwechseln.',
    fix: [
      'Senden Sie immer redirect_uri, auch wenn nur eine registriert ist.',
      'Ist keine registriert, fügen Sie sie auf der Seite Ihrer Anwendung hinzu.',
    ],
  },
  'id-token-hint-not-accepted': {
    group: 'return',
    what: 'Eine Anwendung hat mit einem ID-Token gesagt, wen sie meint, und dieses Token hat nicht dieser Server signiert.',
    why: 'Ein solches Token könnte jeder schreiben. Erst die Signatur macht es zum Wort dieses Servers; dass es abgelaufen ist, spielt keine Rolle.',
    fix: [
      'Senden Sie das ID-Token, wie es mit den Tokens kam, ganz und unverändert.',
      'Ist es das eines anderen Servers, etwa einer Testinstallation? Deren Schlüssel sind andere.',
      'Vielleicht ist es zu alt: Ein Schlüssel wird noch einen Monat lang behalten, nachdem er zuletzt signiert hat.',
    ],
  },
  'id-token-hint-other-client': {
    group: 'return',
    what: 'Eine Anfrage zum Abmelden nennt mit client_id eine Anwendung und trägt das ID-Token einer anderen.',
    why: 'Wohin Personen danach gelangen, hängt davon ab, welche Anwendung fragt.',
    fix: ['Senden Sie das ID-Token, das diese Anwendung bekommen hat, oder lassen Sie client_id weg.'],
  },
  'post-logout-redirect-uri-mismatch': {
    group: 'return',
    what: 'Die post_logout_redirect_uri ist keine von denen, die die Anwendung registriert hat.',
    why: 'Personen vertrauen der Adresse, zu der dieser Server sie schickt. Sie wird Zeichen für Zeichen verglichen, wie eine Redirect-URI.',
    fix: [
      'Senden Sie eine registrierte Adresse genau so, wie sie dasteht, oder registrieren Sie diese auf der Seite der Anwendung unter „Erweitert“.',
      'Ein Administrator tut das mit latchkey app set CLIENT_ID --post-logout-redirect-uri URI.',
    ],
  },
  'redirect-uri-mismatch': {
    group: 'return',
    what: 'Die redirect_uri ist keine von denen, die die Anwendung registriert hat.',
    why: 'Der Code, der eine Person anmeldet, wird an diese Adresse gesendet. Könnte ein Angreifer ein Zeichen davon ändern, gehörte der Code ihm. Darum wird sie Zeichen für Zeichen verglichen: Großbuchstaben, ein Schrägstrich am Ende, der Port und die Query, alles zählt.',
    fix: [
      'Melden Sie sich als Eigentümer der Anwendung an und öffnen Sie dieselbe Adresse noch einmal: Sie sehen, was gesendet wurde, neben dem, was registriert ist.',
      'Die üblichen Unterschiede: ein Schrägstrich am Ende, http statt https, www, localhost statt 127.0.0.1, eine Query, die Ihr Framework hinzufügt.',
      'Senden Sie entweder, was registriert ist, oder registrieren Sie, was Sie senden. Eine Anwendung kann mehrere Redirect-URIs haben.',
      'Registrieren Sie für ein Programm auf dem Computer der Person selbst http://127.0.0.1/callback: Dort darf der Port abweichen.',
    ],
  },

  'response-type-missing': {
    group: 'authorize',
    what: 'Die Autorisierungsanfrage sagt nicht, was sie will: response_type fehlt.',
    why: 'Er nennt die Art der Antwort, und der Standard verlangt ihn.',
    fix: ['Fügen Sie response_type=code hinzu.'],
    example: 'response_type=code',
  },
  'response-type-unsupported': {
    group: 'authorize',
    what: 'Die Anfrage verlangt eine Antwort, die dieser Server nicht gibt: eine andere als einen Code.',
    why: 'Andere Arten setzen Tokens in die Adresse des Browsers, wo Verläufe, Logs und Skripte sie sehen. RFC 9700 §2.1.2 sagt Servern und Anwendungen, dass sie damit aufhören sollen.',
    fix: [
      'Senden Sie response_type=code und tauschen Sie den Code am Token-Endpunkt gegen Tokens.',
      'Eine Anwendung im Browser oder auf einem Telefon tut dasselbe, mit PKCE und ohne Geheimnis.',
    ],
    example: 'response_type=code',
  },
  'response-mode-unsupported': {
    group: 'authorize',
    what: 'Die Anfrage verlangt die Antwort auf einem Weg, auf dem dieser Server solche Antworten nicht sendet.',
    why: 'Ein Code kommt in der Query der Redirect-URI zurück und ein Token, wo es das überhaupt gibt, in ihrem Fragment, nie in der Query: Querys werden geloggt und weitergegeben. Das sagt der response_type schon von sich aus.',
    fix: [
      'Lassen Sie response_mode weg. Bei response_type=code darf er query lauten, oder form_post, wenn die Redirect-URI http oder https ist.',
    ],
  },
  'redirect-uri-not-for-tokens': {
    group: 'authorize',
    what: 'Die Anfrage verlangt ein Token selbst, an eine Adresse, die ein anderes Programm übernommen haben kann: das Schema einer App oder gar keine Adresse.',
    why: 'Ein Code, der verloren geht, ist ohne Verifier oder Geheimnis nichts wert. Ein Token, das verloren geht, ist der Zugriff selbst.',
    fix: [
      'Senden Sie response_type=code, mit PKCE.',
      'Für die restliche Zeit eines alten Clients: eine https-Adresse, oder http://127.0.0.1 für ein Programm auf dem Computer der Person selbst.',
    ],
    example: 'response_type=code',
  },
  'grant-not-registered': {
    group: 'token',
    what: 'Die Anwendung verlangt einen Grant-Typ, mit dem sie nicht registriert ist.',
    why: 'Eine Anwendung kann nicht mehr, als ihr Eigentümer vorgesehen hat. Werden ihre Zugangsdaten gestohlen, öffnen sie eine Tür statt aller.',
    fix: [
      'Öffnen Sie die Seite Ihrer Anwendung, wählen Sie „Erweitert“ und kreuzen Sie den Grant-Typ an.',
      'Um mit Refresh-Tokens verbunden zu bleiben, muss auch refresh_token angekreuzt sein.',
      'password und implicit geben nur Administratoren, wo der Server sie überhaupt hat: Verwenden Sie stattdessen authorization_code mit PKCE.',
    ],
  },
  'response-type-not-registered': {
    group: 'authorize',
    what: 'Die Anwendung wurde von einem Programm registriert, das die Response-Typen genannt hat, die sie benutzt. Diese Anfrage hat einen anderen.',
    why: 'Wer Personen mit einem anderen Response-Typ hierher führt, als die Anwendung ihn benutzt, ist vielleicht nicht die Anwendung.',
    fix: [
      'Senden Sie einen registrierten response_type, oder registrieren Sie die Anwendung mit diesem in response_types.',
    ],
  },
  'pkce-missing': {
    group: 'authorize',
    what: 'Die Anwendung muss PKCE verwenden, und die Autorisierungsanfrage hat keine code_challenge.',
    why: 'Ein Code kann auf dem Rückweg abgefangen werden, vor allem auf Telefonen und Desktops. Mit PKCE ist er für niemanden etwas wert, der die Anfrage nicht selbst begonnen hat. Anwendungen ohne Geheimnis brauchen es immer.',
    fix: [
      'Erzeugen Sie für jede Anfrage einen zufälligen code_verifier von 43 bis 128 Zeichen und behalten Sie ihn in der Sitzung.',
      'Senden Sie seinen SHA-256-Hash in base64url als code_challenge, mit code_challenge_method=S256.',
      'Senden Sie den code_verifier selbst in der Token-Anfrage. Die meisten Bibliotheken haben für all das einen Schalter.',
    ],
    example: 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256',
  },
  'pkce-method-unsupported': {
    group: 'authorize',
    what: 'Die code_challenge_method fehlt oder ist eine andere als S256.',
    why: 'Bei plain, und das bedeutet eine fehlende Methode, ist die Challenge der Verifier: Wer die Anfrage sieht, kann den Code benutzen.',
    fix: ['Senden Sie code_challenge_method=S256, mit großem S, und den SHA-256-Hash als code_challenge.'],
    example: 'code_challenge_method=S256',
  },
  'pkce-challenge-malformed': {
    group: 'authorize',
    what: 'Die code_challenge besteht nicht aus 43 Zeichen base64url.',
    why: 'Ein SHA-256-Hash in base64url hat immer genau 43 Zeichen. Alles andere kann nie zu einem Verifier passen und wird darum sofort abgelehnt statt erst, nachdem die Person zugestimmt hat.',
    fix: [
      'Hashen Sie den ASCII-Text des Verifiers, nicht seine dekodierten Bytes.',
      'Verwenden Sie base64url: - und _ statt + und /, und kein = am Ende.',
      'Nehmen Sie die 32 Bytes des Hashs, nicht seinen Hexadezimaltext.',
    ],
  },
  'scope-malformed': {
    group: 'authorize',
    what: 'scope ist keine Liste von Namen mit je einem Leerzeichen dazwischen.',
    why: 'Ein Scope sagt, worum eine Person gebeten wird. Er darf nur eine Lesart haben.',
    fix: [
      'Trennen Sie die Namen mit je einem Leerzeichen: keine Kommas, Tabulatoren oder Zeilenenden.',
      'Namen bestehen aus sichtbaren ASCII-Zeichen, ohne " und \\.',
      'Senden Sie höchstens 50 Namen und 1.024 Zeichen.',
    ],
    example: 'scope=read_prefs%20write_api',
  },
  'scope-not-registered': {
    group: 'authorize',
    what: 'Mindestens einen der Scopes gibt es hier nicht, oder die Anwendung hat ihn nicht.',
    why: 'Personen sehen, wofür eine Anwendung registriert ist. Zur Laufzeit mehr zu verlangen, würde das umgehen. Namen werden genau verglichen: read ist nicht read_prefs.',
    fix: [
      'Vergleichen Sie die Namen mit den Scopes auf der Seite Ihrer Anwendung.',
      'Um einen weiteren zu verlangen, wählen Sie dort „Bearbeiten“ und kreuzen Sie ihn an. Manche Scopes geben nur Administratoren.',
    ],
  },
  'scope-not-for-resource': {
    group: 'authorize',
    what: 'Die Anfrage nennt eine API als resource und einen Scope, den diese API nicht hat.',
    why: 'Ein Token für eine API trägt, was die API versteht. Welche Scopes das sind, hat ein Administrator gesagt.',
    fix: [
      'Verlangen Sie nur Scopes dieser API, oder lassen Sie scope weg, um alle zu bekommen, die die Anwendung haben darf.',
      'Nennen Sie auch die andere API, mit einer zweiten resource.',
    ],
  },
  'scope-not-for-grant': {
    group: 'authorize',
    what: 'Die Anwendung hat diesen Scope, aber nicht mit diesem Grant-Typ: Ein Administrator hat begrenzt, welche Grant-Typen ihn tragen dürfen.',
    why: 'Manche Scopes haben nur Sinn, wo eine Person zugestimmt hat, andere nur für ein Programm, das für sich selbst handelt. Ein Token vom falschen Grant-Typ stünde für jemanden, der nie entschieden hat.',
    fix: [
      'Bei den Scopes im Formular Ihrer Anwendung steht, mit welchen Grant-Typen jeder zu haben ist: Senden Sie die Anfrage mit einem davon, oder lassen Sie den Scope weg.',
      'Eine Anfrage ohne scope bekommt jeden Scope, den ihr Grant-Typ tragen darf.',
    ],
  },
  'credential-in-url': {
    group: 'authorize',
    what: 'Die Adresse enthält ein Client-Geheimnis, ein Passwort, einen Code oder ein Token. Niemand wurde etwas gefragt, und nichts wurde ausgestellt.',
    why: 'Eine Adresse steht im Verlauf des Browsers, in den Logs jedes Servers auf dem Weg und in dem, was als Referrer weitergegeben wird. Was in einer stand, muss als bekannt gelten.',
    fix: [
      'Lassen Sie es aus der Adresse weg, zu der Sie Personen schicken: Die Autorisierungsanfrage enthält nichts Geheimes.',
      'Geheimnisse und Codes gehören in den Body der Anfrage an den Token-Endpunkt, die Ihr Server stellt.',
      'Erneuern Sie ein Geheimnis, das in einer Adresse stand, auf der Seite der Anwendung.',
    ],
    example: '/oauth2/authorize?response_type=code&client_id=...&redirect_uri=...&state=...',
  },
  'request-uri-unknown': {
    group: 'return',
    what: 'Die Adresse nennt eine Anfrage, die hier warten soll (request_uri), und keine Anfrage dieser Anwendung tut das: Der Wert ist keiner, den wir ausgegeben haben, er wurde einer anderen Anwendung gegeben, oder seine Zeit ist um.',
    why: 'Eine gepushte Anfrage wartet eine Minute auf den Browser, und eine Stunde, sobald ihre Person etwas gefragt wurde, und einen Tag länger, wo sie unterwegs ein Konto anlegt. Was älter ist, will die Anwendung vielleicht nicht mehr.',
    fix: [
      'Pushen Sie die Anfrage, wenn die Person klickt, nicht wenn die Seite entsteht, und schicken Sie den Browser sofort weiter.',
      'Senden Sie die client_id der Anwendung, die sie gepusht hat, und die request_uri genau so, wie sie in der Antwort stand.',
    ],
    example: 'client_id=...&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Alk_pr_...',
  },
  'request-twice': {
    group: 'return',
    what: 'Die Adresse trägt sowohl ein Request-Objekt (request) als auch den Verweis auf eine Anfrage (request_uri).',
    why: 'Jedes davon ist die ganze Anfrage. Niemand kann sagen, welches gemeint war.',
    fix: ['Setzen Sie das signierte Objekt in die Anfrage, die Sie pushen, und nur deren request_uri in die Adresse.'],
  },
  'request-not-pushed': {
    group: 'authorize',
    what: 'Die Parameter kamen durch den Browser, und diese Anwendung ist so eingestellt, dass sie sie zuerst an den Server pusht (RFC 9126 §6).',
    why: 'Was durch den Browser geht, kann dort gelesen und geändert werden. Wer die Anwendung registriert hat, oder ein Administrator, hat gesagt, dass sie Anfragen nicht auf diesem Weg sendet.',
    fix: [
      'Senden Sie die Parameter per POST an den pushed_authorization_request_endpoint der Metadaten, authentifiziert wie am Token-Endpunkt.',
      'Schicken Sie den Browser nur mit client_id und der request_uri der Antwort zum Autorisierungsendpunkt.',
    ],
    example: 'client_id=...&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3Alk_pr_...',
  },
  'request-uri-pushed': {
    group: 'authorize',
    what: 'Die gepushte Anfrage enthält eine request_uri, was sie zum Verweis auf eine andere Anfrage machen würde.',
    why: 'Ein Verweis führt zu den Parametern selbst, in einem Schritt. Sonst ist, was jetzt geprüft wird, vielleicht nicht, was später gilt.',
    fix: ['Pushen Sie die Parameter oder ein signiertes Objekt mit ihnen (request) und lassen Sie request_uri weg.'],
  },
  'request-uri-used': {
    group: 'authorize',
    what: 'Die Anfrage hinter dieser request_uri hat ihre Antwort bekommen: einen Code oder eine Ablehnung.',
    why: 'Eine gepushte Anfrage wird einmal beantwortet; so bekommt niemand, der ihren Verweis in einem Verlauf findet, eine eigene Antwort.',
    fix: ['Pushen Sie die Anfrage für jede Autorisierung neu, mit einem neuen state und einer neuen code_challenge.'],
  },
  'request-object-unsigned': {
    group: 'authorize',
    what: 'Die Anfrage trägt ihre Parameter in einem Objekt (dem Parameter request), das niemand signiert hat: Sein Algorithmus ist none.',
    why: 'Wer den Browser hat, könnte es ändern; es ist also weniger wert, als es aussieht.',
    fix: [
      'Signieren Sie es mit einem Schlüssel, der für die Anwendung registriert ist, oder senden Sie die Parameter selbst.',
    ],
  },
  'request-object-not-accepted': {
    group: 'authorize',
    what: 'Die Anfrage trägt ihre Parameter in einem signierten Objekt (dem Parameter request), und etwas an diesem Objekt stimmt nicht. Die Antwort sagt, was: Signatur oder Schlüssel, Algorithmus, Typ, ein Claim oder die Zeit.',
    why: 'Was im Objekt steht, zählt mehr als das, was in einer Adresse steht; darum muss sicher sein, dass die Anwendung es gemacht hat, für diesen Server und für jetzt.',
    fix: [
      'Registrieren Sie den öffentlichen Schlüssel (jwks oder jwks_uri) und signieren Sie mit dem privaten desselben kid, mit einem asymmetrischen Algorithmus; ist für Request-Objekte einer registriert, mit diesem.',
      'Setzen Sie iss und client_id auf die client_id der Anwendung und aud auf den Issuer dieses Servers.',
      'Setzen Sie exp auf einige Minuten in der Zukunft, höchstens eine Stunde. Eine Anwendung mit dem Profil fapi-2 braucht auch nbf.',
      'Lassen Sie sub, request und request_uri darin weg, und typ muss oauth-authz-req+jwt sein.',
      'client_id auch außerhalb zu senden, ist Pflicht; alles andere außerhalb wird ignoriert.',
    ],
    example:
      '{"iss":"...","client_id":"...","aud":"https://auth.example.com","exp":1795305600,"response_type":"code",...}',
  },
  'request-not-signed': {
    group: 'authorize',
    what: 'Die Parameter kamen unsigniert, und diese Anwendung ist so eingestellt, dass sie sie in einem selbst signierten Objekt sendet (RFC 9101 §10.5).',
    why: 'Wer die Anwendung registriert hat, oder ein Administrator, hat gesagt, dass nicht von ihr kommt, was nicht signiert ist.',
    fix: [
      'Schalten Sie signierte Request-Objekte (JAR) in Ihrer Bibliothek ein, oder lassen Sie die Anwendung ohne sie einstellen.',
    ],
  },
  'response-not-signed': {
    group: 'authorize',
    what: 'Die Anfrage will eine Antwort ohne Signatur, und diese Anwendung ist so eingerichtet, dass sie nur signierte bekommt.',
    why: 'Wer die Anwendung registriert hat, oder die Administration, hat festgelegt, dass sie keiner Antwort glaubt, die jemand anders hätte schreiben können.',
    fix: [
      'Senden Sie response_mode jwt (JARM), oder query.jwt, fragment.jwt oder form_post.jwt, in der signierten Anfrage, wo es eine gibt.',
      'Oder lassen Sie die Anwendung ohne das einrichten: latchkey app set CLIENT_ID --no-require-jarm.',
    ],
  },
  'request-uri-not-registered': {
    group: 'authorize',
    what: 'Die Anfrage verweist mit request_uri auf ihre Parameter, und das ist weder ein Verweis, den dieser Server für eine gepushte Anfrage ausgegeben hat, noch eine Adresse, die für die Anwendung registriert ist.',
    why: 'Eine Adresse abzurufen, die ein Fremder gewählt hat, ist ein Risiko, und sie zu übergehen, hieße, nach anderen Parametern zu handeln als den gemeinten.',
    fix: [
      'Pushen Sie die Anfrage an /oauth2/par und senden Sie die request_uri der Antwort, oder senden Sie die Parameter selbst.',
      'Oder registrieren Sie die Adresse genau so, wie sie gesendet wird, in request_uris oder mit latchkey app set CLIENT_ID --request-uri ADDRESS.',
    ],
  },
  'request-uri-not-fetched': {
    group: 'authorize',
    what: 'Die Anfrage verweist auf ihre Parameter mit einer registrierten Adresse, und dieser Server hat von dort nichts bekommen, was er liest.',
    why: 'Er fragt über https, an einer öffentlichen Adresse, ohne Weiterleitung, nach höchstens 16 KiB und nur wenige Sekunden lang. Was genau schiefging, steht in den abgelehnten Anfragen der Anwendung, für die Person, der sie gehört.',
    fix: [
      'Lassen Sie die Adresse mit Status 200 und dem Request-Objekt allein antworten, so schnell wie eine Seite.',
      'Oder pushen Sie die Anfrage an /oauth2/par, wofür keine Adresse nötig ist.',
    ],
  },
  'prompt-unsupported': {
    group: 'authorize',
    what: 'Der Parameter prompt enthält ein Wort, das dieser Server nicht kennt.',
    why: 'prompt sagt, was geschehen muss, bevor Sie eine Antwort bekommen. Würden wir ein Wort übergehen, hielten Sie etwas für getan, das es nicht ist. create ist bekannt, wo Personen selbst ein Konto anlegen können (SIGN_UP=open).',
    fix: [
      'Lassen Sie prompt weg: Personen werden nach dem gefragt, was fehlt, und nach sonst nichts.',
      'login fragt noch einmal nach dem Passwort, consent zeigt die Zustimmungsseite, select_account fragt, mit welchem Konto es weitergeht, none zeigt gar keine Seite, create führt zu der Seite, auf der man ein Konto anlegt.',
    ],
    example: 'prompt=login%20consent',
  },
  'prompt-none-not-alone': {
    group: 'authorize',
    what: 'prompt enthält none und noch ein Wort.',
    why: 'none sagt, dass keine Seite gezeigt werden darf; jedes andere Wort verlangt eine.',
    fix: [
      'Senden Sie prompt=none, um herauszufinden, ob sofort eine Antwort zu haben ist, und lassen Sie es weg, wenn nicht.',
    ],
    example: 'prompt=none',
  },
  'nonce-missing': {
    group: 'authorize',
    what: 'Die Anfrage verlangt ein ID-Token durch den Browser und hat keine nonce.',
    why: 'Die nonce kommt im ID-Token zurück. Nur sie sagt der Anwendung, dass das Token ihre eigene Anfrage beantwortet und nicht von anderswo untergeschoben wurde.',
    fix: [
      'Senden Sie mit jeder Anfrage eine neue zufällige nonce und vergleichen Sie sie mit der im ID-Token. Besser: Verwenden Sie response_type=code.',
    ],
    example: 'nonce=n-0S6_WzA2Mj',
  },
  'openid-missing': {
    group: 'authorize',
    what: 'Die Anfrage verlangt ein ID-Token, und in ihrem scope fehlt openid.',
    why: 'Der Scope ist das, wonach die Person gefragt wird. Wer sie ist, wird nur gesagt, wo sie das erlaubt hat.',
    fix: ['Nehmen Sie openid in scope auf, und geben Sie Ihrer Anwendung diesen Scope, wenn sie ihn nicht hat.'],
    example: 'scope=openid',
  },
  'max-age-malformed': {
    group: 'authorize',
    what: 'max_age ist keine ganze Zahl von Sekunden.',
    why: 'Es sagt, wie lange es höchstens her sein darf, dass die Person ihr Passwort eingegeben hat.',
    fix: ['Senden Sie eine Zahl oder lassen Sie max_age weg. Bei 0 wird jedes Mal nach dem Passwort gefragt.'],
    example: 'max_age=3600',
  },
  'claims-malformed': {
    group: 'authorize',
    what: 'Der Parameter claims ist kein JSON-Objekt der Form, die OpenID Connect ihm gibt.',
    why: 'Er verlangt einzelne Claims beim Namen. Was nicht lesbar ist, kann auch der Person nicht gezeigt werden.',
    fix: [
      'Senden Sie ein JSON-Objekt mit userinfo, id_token oder beiden; in jedem die Namen von Claims, mit einem Objekt als Wert, das leer sein darf: {}.',
      'Ein sub hat einen Wert, und die Werte von acr sind eine Liste von Zeichenketten.',
    ],
    example: 'claims={"userinfo":{"email":{"essential":true}},"id_token":{"auth_time":{}}}',
  },
  'acr-unmet': {
    group: 'authorize',
    what: 'Die Anfrage verlangt als essential einen Wert von acr, den diese Person oder überhaupt jemand hier nicht haben kann.',
    why: 'acr sagt, wie sicher die Person bekannt ist. Wo das essential ist, gibt es lieber gar keine Antwort als eine weniger sichere.',
    fix: [
      'Verlangen Sie einen Wert aus acr_values_supported in den Metadaten.',
      'Lassen Sie essential weg: Dann sagt das ID-Token in acr, was es war.',
    ],
  },
  'person-not-meant': {
    group: 'authorize',
    what: 'Die Anfrage hat mit einem ID-Token oder einem Subject gesagt, wen sie meint, und angemeldet ist jemand anderes.',
    why: 'Die Anwendung würde eine Person für eine andere halten. An der Anfrage liegt es nicht.',
    fix: [
      'Beginnen Sie neu ohne id_token_hint und lassen Sie die Person wählen, wer sie ist.',
      'Bei prompt=none heißt das: Die gemeinte Person ist hier jetzt nicht angemeldet.',
    ],
  },
  'login-required': {
    group: 'authorize',
    what: 'Die Anfrage hatte prompt=none, und die Person ist hier nicht angemeldet, oder länger, als max_age erlaubt.',
    why: 'Verlangt war eine Antwort ohne Seite, und ohne die Person gibt es keine. An der Anfrage liegt es nicht.',
    fix: ['Schicken Sie die Person noch einmal ohne prompt=none hierher, sobald sie sich anmelden will.'],
  },
  'consent-required': {
    group: 'authorize',
    what: 'Die Anfrage hatte prompt=none, und die Person muss erst zustimmen: Sie hat diese Scopes nie oder schon länger nicht erlaubt, oder Name, Eigentümer oder Redirect-URIs der Anwendung haben sich seitdem geändert.',
    why: 'Bei einer öffentlichen Anwendung wird die Zustimmung nie behalten, außer ein Administrator vertraut ihr: Ihre client_id kann jeder benutzen, darum werden Personen jedes Mal gefragt. Dasselbe gilt für Tokens, die an einen Browser gesendet werden.',
    fix: [
      'Schicken Sie die Person noch einmal ohne prompt=none hierher.',
      'Eine öffentliche Anwendung bleibt mit einem Refresh-Token angemeldet, statt still noch einmal zu fragen.',
    ],
  },
  'interaction-required': {
    group: 'authorize',
    what: 'Die Anfrage hatte prompt=none, und ihre Redirect-URI ist urn:ietf:wg:oauth:2.0:oob: Der Code wird auf einer Seite von uns gezeigt.',
    why: 'Ein Code zum Kopieren lässt sich ohne Seite nicht geben.',
    fix: ['Lassen Sie prompt=none weg, oder registrieren Sie eine Redirect-URI, an die der Code gesendet werden kann.'],
  },
  'not-admitted': {
    group: 'authorize',
    what: 'Ein Administrator hat Ihre Anwendung bestimmten Gruppen von Personen gegeben, und wer sich angemeldet hat, ist in keiner davon.',
    why: 'Wer eine Anwendung benutzen darf, wird hier entschieden, damit es für alle ihre Tokens zugleich gilt. Die Person hat das erfahren, und wen sie bitten kann. An der Anfrage liegt es nicht.',
    fix: [
      'Sagen Sie der Person, dass ihr Konto Ihre Anwendung nicht benutzen darf, und bieten Sie an, sich mit einem anderen anzumelden.',
      'Wenn sie es können sollte: Bitten Sie einen Administrator dieses Servers, sie in eine Gruppe aufzunehmen, für die die Anwendung ist.',
    ],
  },
  'not-admitted-by-password': {
    group: 'token',
    what: 'Das Passwort stimmte. Ein Administrator hat Ihre Anwendung bestimmten Gruppen von Personen gegeben, und diese Person ist in keiner davon.',
    why: 'Wer eine Anwendung benutzen darf, wird hier entschieden, und es gilt für jeden Weg zu einem Token.',
    fix: [
      'Bitten Sie einen Administrator dieses Servers, die Person in eine Gruppe aufzunehmen, für die die Anwendung ist.',
    ],
  },
  'factor-not-by-password': {
    group: 'token',
    what: 'Wer Ihre Anwendung betreut, hat festgelegt, dass ihre Personen einen zweiten Faktor brauchen. Der Passwort-Grant hat keinen Platz dafür.',
    why: 'Eine Regel, an der ein Weg zum Token vorbeiführt, ist keine.',
    fix: [
      'Schicken Sie die Person zur Autorisierungsseite (Authorization Code mit PKCE), oder nehmen Sie den Device-Grant: Dort wird nach dem Faktor gefragt.',
    ],
  },
  'access-denied': {
    group: 'authorize',
    what: 'Die Person hat angesehen, was Ihre Anwendung verlangt, und „Ablehnen“ gewählt, oder „Abbrechen“, wo sie sich dafür anmelden sollte.',
    why: 'Das ist ihre Entscheidung. An der Anfrage liegt es nicht.',
    fix: [
      'Sagen Sie in Ihrer Anwendung, was ohne den Zugriff nicht geht, und bieten Sie einen neuen Versuch an.',
      'Verlangen Sie weniger: weniger Scopes, und jeden erst, wenn er nötig ist.',
    ],
  },

  'client-not-accepted': {
    group: 'client',
    what: 'Die Anwendung konnte nicht beweisen, wer sie ist: client_id, Geheimnis oder die Art, sie zu senden, stimmt nicht, oder die Anwendung ist nicht aktiv.',
    why: 'Die Antwort sagt nicht, welches davon: Das würde helfen, wenn jemand rät. Der Eigentümer der Anwendung liest es auf ihrer Seite, unter „Ablehnungen“.',
    fix: [
      'Kopieren Sie client_id und Geheimnis noch einmal von dort, wo Sie sie aufbewahren. Ein Geheimnis, das einmal gezeigt wurde und verloren ist, muss erneuert werden.',
      'Suchen Sie in Ihrer Konfiguration nach einem Leerzeichen oder Zeilenende hinter dem Geheimnis.',
      'Senden Sie das Geheimnis entweder im Authorization-Header (Basic) oder als client_secret im Body, so wie die Anwendung registriert ist.',
      'Eine Anwendung ohne Geheimnis (eine öffentliche) sendet ihre client_id im Body und gar kein Geheimnis.',
      'Ein Programm auf einem Gerät, das nur seine client_id sendet, wie es die meisten Device-Flows tun, muss als öffentlich registriert sein: Eine vertrauliche Anwendung muss ihr Geheimnis auch dort senden.',
      'Nach dem Erneuern gilt das alte Geheimnis noch 24 Stunden, außer es wurde sofort beendet.',
    ],
    example: 'Authorization: Basic base64(client_id:client_secret)',
  },
  'client-authentication-repeated': {
    group: 'client',
    what: 'Die Anfrage beweist auf mehr als eine Art, wer die Anwendung ist.',
    why: 'Widersprechen sich zwei Beweise, ist unklar, wer fragt. Der Standard erlaubt einen.',
    fix: [
      'Senden Sie das Geheimnis im Authorization-Header oder im Body, nicht in beiden.',
      'Manche Bibliotheken fügen eines davon von selbst hinzu: Schalten Sie das andere aus.',
    ],
  },
  'certificate-missing': {
    group: 'client',
    what: 'Die Anwendung will Tokens, die an ihr Zertifikat gebunden sind, und mit der Anfrage kam kein Zertifikat.',
    why: 'Ein ungebundenes Token könnte benutzen, wer es findet, und das hat die Anwendung ausgeschlossen.',
    fix: [
      'Verbinden Sie sich mit dem Client-Zertifikat und seinem Schlüssel, auch am Token-Endpunkt.',
      'Wenn Sie das tun: Der Proxy vor diesem Server muss nach dem Zertifikat fragen und es weitergeben, in dem Header, den MUTUAL_TLS_HEADER nennt.',
    ],
  },
  'authorization-repeated': {
    group: 'any',
    what: 'Die Anfrage hat zwei Header namens Authorization.',
    why: 'Ein Proxy kann den einen lesen und dieser Server den anderen. Eine Anfrage mit zwei Lesarten wird gar nicht gelesen.',
    fix: [
      'Suchen Sie neben dem Header, den Sie setzen, nach einem, den Ihre HTTP-Bibliothek von sich aus oder ein Proxy hinzufügt.',
      'Senden Sie einen.',
    ],
  },

  'dialect-not-set': {
    group: 'token',
    what: 'Die Anfrage kam an eine Adresse, die das Dokument eines anderen Dienstes für seinen Token-Endpunkt angibt. Hier bedient diese Adresse nur Anwendungen, denen ein Administrator den Dialekt dieses Dokuments gegeben hat.',
    why: 'Ein Token-Endpunkt mit einem Verhalten ist, was jede Bibliothek kennt. Die anderen Adressen gibt es für Systeme, die sich nicht ändern lassen, eine Anwendung nach der anderen.',
    fix: [
      'Senden Sie dieselbe Anfrage an den Token-Endpunkt: POST /oauth2/token, mit allem im Body. Die Metadaten nennen ihn.',
      'Lässt sich das System nicht ändern, bitten Sie einen Administrator dieses Servers um den Dialekt.',
    ],
    example: 'POST /oauth2/token',
  },
  'dialect-ended': {
    group: 'token',
    what: 'Die Anwendung hatte einen Dialekt bis zu einem Datum, und das ist vorbei. Diese Anfrage braucht ihn.',
    why: 'Ein Dialekt soll die Zeit überbrücken, bis ein System den Standard spricht. Administratoren geben ihm ein Ende, damit er nicht für immer bleibt.',
    fix: [
      'Senden Sie die Anfrage nach dem Standard: redirect_uri, response_type=code und POST /oauth2/token mit allem im Body.',
      'Wenn das mehr Zeit braucht, bitten Sie einen Administrator dieses Servers, das Datum zu verschieben.',
    ],
  },
  'alias-differs': {
    group: 'any',
    what: 'Die Anfrage nennt eine Sache doppelt, unter dem Namen des Standards und unter dem eines anderen Dokuments, mit zwei verschiedenen Werten.',
    why: 'Zwei Programme, die dieselbe Anfrage lesen, könnten jeweils einen anderen der beiden Werte nehmen.',
    fix: ['Senden Sie sie einmal, unter dem Namen des Standards.'],
    example: 'redirect_uri=https%3A%2F%2Fapp.example%2Fcallback',
  },
  'grant-type-missing': {
    group: 'token',
    what: 'Die Token-Anfrage sagt nicht, um welchen Grant es geht.',
    why: 'Alles andere in der Anfrage hängt davon ab.',
    fix: ['Fügen Sie grant_type hinzu: authorization_code, refresh_token oder client_credentials.'],
    example: 'grant_type=authorization_code',
  },
  'grant-type-unsupported': {
    group: 'token',
    what: 'Dieser Server kennt den Grant-Typ der Token-Anfrage nicht.',
    why: 'Das Dokument unter /.well-known/oauth-authorization-server führt auf, welche er kennt.',
    fix: [
      'Prüfen Sie die Schreibweise: authorization_code, refresh_token, client_credentials, urn:ietf:params:oauth:grant-type:device_code.',
      'Die Grant-Typen password und implicit gibt es nur, wo der Betreiber dieses Servers sie eingeschaltet hat. Schicken Sie Personen stattdessen zur Autorisierungsseite.',
    ],
  },
  'code-missing': {
    group: 'token',
    what: 'Die Token-Anfrage mit grant_type=authorization_code hat keinen code.',
    why: 'Der Code ist das, was eingelöst wird.',
    fix: [
      'Nehmen Sie den Parameter code aus der Query Ihrer Redirect-URI und senden Sie ihn im Body.',
      'Enthält die Query stattdessen error, hat die Person oder dieser Server Nein gesagt: Zeigen Sie das.',
    ],
  },
  'code-not-accepted': {
    group: 'token',
    what: 'Der Code ist unbekannt, zu alt oder schon benutzt, oder er wurde für eine andere Anwendung, eine andere redirect_uri, einen anderen code_verifier oder einen anderen DPoP-Schlüssel gegeben.',
    why: 'Ein Code gilt einmal, etwa eine Minute lang, und nur für den, der die Anfrage begonnen hat. Die Antwort sagt nicht, woran es lag: Das würde helfen, wenn jemand einen Code gefunden hat. Der Eigentümer der Anwendung liest es auf ihrer Seite, unter „Ablehnungen“.',
    fix: [
      'Lösen Sie den Code sofort ein, auf dem Server, und nur einmal. Ein zweites Einlösen beendet auch die Tokens des ersten.',
      'Suchen Sie nach einer Seite, die doppelt geladen wird (neu geladen, vorab geladen, zwei Worker): Sie sendet denselben Code zweimal.',
      'Senden Sie genau die redirect_uri der Autorisierungsanfrage, Zeichen für Zeichen.',
      'Senden Sie den code_verifier, der zu dieser Anfrage gehört; behalten Sie bei mehreren Tabs einen für jeden state.',
      'Senden Sie keinen code_verifier, wenn die Autorisierungsanfrage keine code_challenge hatte.',
    ],
  },
  'verifier-malformed': {
    group: 'token',
    what: 'Der code_verifier hat weniger als 43 oder mehr als 128 Zeichen, oder andere als Buchstaben, Ziffern und - . _ ~.',
    why: 'Ein kürzerer ließe sich raten, und andere Zeichen erlaubt der Standard nicht.',
    fix: [
      'Bilden Sie ihn aus 32 zufälligen Bytes in base64url: Das ergibt 43 Zeichen.',
      'Senden Sie hier den Verifier; die Challenge gehört zur Autorisierungsanfrage.',
    ],
  },
  'refresh-token-missing': {
    group: 'token',
    what: 'Die Token-Anfrage mit grant_type=refresh_token hat kein refresh_token.',
    why: 'Es ist das, was eingelöst wird.',
    fix: [
      'Senden Sie das refresh_token aus der letzten Antwort des Token-Endpunkts.',
      'Hatte diese Antwort keines, ist die Anwendung nicht für den Grant-Typ refresh_token registriert.',
    ],
  },
  'refresh-token-not-accepted': {
    group: 'token',
    what: 'Das Refresh-Token ist unbekannt, zu alt, schon benutzt oder widerrufen, oder es gehört zu einer anderen Anwendung oder einem anderen DPoP-Schlüssel.',
    why: 'Ein Refresh-Token gilt einmal; jede Antwort enthält das nächste. Kommt ein altes zurück, hat es vielleicht jemand kopiert; darum enden alle Tokens dieser Zustimmung. Welcher der Gründe es ist, liest der Eigentümer der Anwendung auf ihrer Seite, unter „Ablehnungen“.',
    fix: [
      'Speichern Sie das Refresh-Token jeder Antwort, bevor Sie das neue Access-Token benutzen, und vergessen Sie das bisherige.',
      'Lassen Sie immer nur einen Prozess erneuern: Zwei, die dasselbe Token benutzen, sehen aus wie ein Dieb.',
      'Hat die Person den Zugriff widerrufen oder ihr Passwort geändert, schicken Sie sie noch einmal zur Autorisierungsseite.',
    ],
  },
  'username-missing': {
    group: 'token',
    what: 'Die Token-Anfrage hat keinen username oder einen leeren.',
    why: 'Beim Password-Grant geht es um eine Person, die der username nennt: ihre E-Mail-Adresse hier.',
    fix: [
      'Senden Sie username und password im Body, formularkodiert.',
      'Besser: Schicken Sie die Person zur Autorisierungsseite, und sehen Sie ihr Passwort nie.',
    ],
    example: 'grant_type=password&username=...&password=...',
  },
  'password-missing': {
    group: 'token',
    what: 'Die Token-Anfrage hat kein password oder ein leeres.',
    why: 'Ohne es gibt es nichts, womit sich die Person ausweisen könnte.',
    fix: [
      'Senden Sie username und password im Body, formularkodiert.',
      'Besser: Schicken Sie die Person zur Autorisierungsseite, und sehen Sie ihr Passwort nie.',
    ],
    example: 'grant_type=password&username=...&password=...',
  },
  'password-not-accepted': {
    group: 'token',
    what: 'Der username oder das Passwort ist falsch, oder das Konto ist deaktiviert, hat kein Passwort oder braucht zum Anmelden mehr als ein Passwort.',
    why: 'Welcher der Gründe es ist, wird nicht gesagt: Das würde helfen, wenn jemand rät. Falsche Passwörter zählen bei derselben Grenze mit wie die, die auf der Anmeldeseite eingegeben werden.',
    fix: [
      'Der username ist die E-Mail-Adresse, mit der sich die Person hier anmeldet.',
      'Versuchen Sie es nicht von selbst noch einmal: Nach zehn Fehlversuchen wartet ein Konto eine Viertelstunde.',
      'Schicken Sie die Person zur Autorisierungsseite (Authorization-Code mit PKCE) oder verwenden Sie den Device-Grant: Beides geht mit jedem Konto.',
    ],
  },
  'scope-wider-than-granted': {
    group: 'token',
    what: 'Der Refresh verlangt einen Scope, dem die Person bei diesem Grant nicht zugestimmt hat.',
    why: 'Ein Refresh geschieht ohne die Person. Er kann behalten oder verengen, worin sie eingewilligt hat, nie erweitern.',
    fix: [
      'Lassen Sie scope im Refresh weg, um zu behalten, was gegeben wurde.',
      'Um mehr zu bekommen, schicken Sie die Person mit dem größeren scope zur Autorisierungsseite.',
    ],
  },

  'user-code-malformed': {
    group: 'device',
    what: 'Die Adresse des Bildes hat keinen user_code oder etwas anderes an seiner Stelle.',
    why: 'Das Bild entsteht aus dem Code in seiner Adresse und aus nichts sonst: Was kein Code ist, würde Personen nirgendwohin führen.',
    fix: [
      'Senden Sie den user_code, wie er in der Antwort des Device-Authorization-Endpunkts kam: acht Buchstaben und ein Bindestrich.',
    ],
    example: '/device/code.svg?user_code=WDJB-MJHT',
  },
  'pkce-not-for-devices': {
    group: 'device',
    what: 'Eine Anfrage nach einem Device-Code kam mit code_challenge oder code_challenge_method, oder eine Token-Anfrage mit device_code und code_verifier.',
    why: 'PKCE schützt einen Code, der durch einen Browser geht. Ein Gerät bekommt seinen device_code in der Antwort selbst. Würden wir die Challenge übergehen, glaubte das Gerät, dass sein Verifier geprüft wird.',
    fix: ['Lassen Sie beide Parameter weg und senden Sie beim Polling keinen code_verifier.'],
    example: 'client_id=lk_ci_...&scope=read_prefs',
  },
  'device-code-missing': {
    group: 'device',
    what: 'Die Token-Anfrage eines Geräts hat keinen device_code.',
    why: 'Er sagt, welches der wartenden Geräte fragt.',
    fix: [
      'Senden Sie den device_code, den die Antwort des Device-Authorization-Endpunkts enthielt, nicht den user_code.',
    ],
    example: 'grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=lk_dc_...',
  },
  'device-code-not-accepted': {
    group: 'device',
    what: 'Der device_code ist unbekannt oder wurde schon benutzt, er wurde einer anderen Anwendung gegeben, oder die Person hat zurückgenommen, was sie erlaubt hatte.',
    why: 'Ein device_code bringt einmal Tokens. Welcher der Gründe es ist, wird nicht gesagt.',
    fix: [
      'Beenden Sie das Polling, sobald Sie Tokens haben, und behalten Sie sie: Der Code ist verbraucht.',
      'Fragen Sie mit der client_id, die den Code verlangt hat.',
      'Sonst beginnen Sie am Device-Authorization-Endpunkt neu und zeigen den neuen Code.',
    ],
  },
  'authorization-pending': {
    group: 'device',
    what: 'Die Person hat den Code noch nicht eingegeben oder noch nicht entschieden.',
    why: 'Das ist die übliche Antwort, während ein Gerät wartet, kein Fehler.',
    fix: [
      'Warten Sie die Sekunden ab, die interval nennt (5, wo es keine nennt), und fragen Sie dann noch einmal mit demselben device_code.',
    ],
  },
  'slow-down': {
    group: 'device',
    what: 'Das Gerät hat noch einmal gefragt, bevor sein interval um war.',
    why: 'Jede Anfrage kostet den Server so viel wie eine Antwort, die etwas sagt. Die Person entscheidet deswegen nicht schneller.',
    fix: [
      'Verlängern Sie Ihr interval um fünf Sekunden, für diesen device_code dauerhaft, und warten Sie weiter.',
      'Zählen Sie ab dem Moment, in dem die Antwort gekommen ist, nicht ab dem Senden der Anfrage.',
      'Lassen Sie einen einzigen Prozess fragen, nicht einen für jeden Bildschirm.',
    ],
  },
  'device-denied': {
    group: 'device',
    what: 'Die Person hat den Code eingegeben, angesehen, was Ihre Anwendung verlangt, und „Ablehnen“ gewählt.',
    why: 'Das ist ihre Entscheidung. An der Anfrage liegt es nicht.',
    fix: [
      'Beenden Sie das Polling und sagen Sie auf dem Gerät, was ohne den Zugriff nicht geht. Beginnen Sie erst neu, wenn die Person es will.',
    ],
  },
  'device-code-expired': {
    group: 'device',
    what: 'Niemand hat entschieden, bevor der Code ablief (expires_in).',
    why: 'Ein Code, der lange wartet, könnte von jemand anderem gefunden werden.',
    fix: [
      'Bieten Sie an, einen neuen Code zu zeigen, und holen Sie ihn, wenn die Person einen will: nicht in einer Schleife.',
    ],
  },

  'bearer-token-missing': {
    group: 'introspect',
    what: 'Ein Proxy hat gefragt, ob eine Anfrage passieren darf, und die Anfrage hatte keinen Authorization-Header.',
    why: 'Ohne Token weiß niemand, in wessen Namen die Anfrage kommt.',
    fix: [
      'Senden Sie das Access-Token mit jeder Anfrage an die API.',
      'Geben Sie den Header im Proxy an /oauth2/check weiter: nginx, Traefik und Caddy tun das von selbst.',
    ],
    example: 'Authorization: Bearer lk_at_...',
  },
  'bearer-token-not-accepted': {
    group: 'introspect',
    what: 'Ein Proxy hat gefragt, ob eine Anfrage passieren darf. Das Token der Anfrage ist abgelaufen, wurde widerrufen oder ist keines dieses Servers; oder der Header hat eine andere Form.',
    why: 'Die Gründe haben eine Antwort, damit niemand durch Probieren von einem Token erfährt, das es gibt.',
    fix: [
      'Holen Sie mit dem Refresh-Token ein neues Access-Token und versuchen Sie es noch einmal.',
      'Senden Sie das Access-Token, nicht den Code oder das Refresh-Token, nach dem Wort Bearer und einem Leerzeichen.',
    ],
    example: 'Authorization: Bearer lk_at_...',
  },
  'bearer-token-twice': {
    group: 'introspect',
    what: 'Eine Anfrage an Userinfo hatte ein Access-Token im Body und außerdem einen Authorization-Header.',
    why: 'Von zwei Tokens weiß niemand, welches gilt.',
    fix: ['Senden Sie das Token nur im Header: Authorization: Bearer lk_at_...'],
  },
  'bearer-scope-insufficient': {
    group: 'introspect',
    what: 'Das Token gilt, hat aber nicht die Scopes, die der Proxy bei dieser Anfrage verlangt.',
    why: 'Personen erlauben einer Anwendung manches und anderes nicht. Was sie nicht erlaubt haben, kommt nicht durch.',
    fix: [
      'Verlangen Sie den Scope, wenn Sie die Person zum Autorisierungsendpunkt schicken, und registrieren Sie die Anwendung dafür.',
    ],
  },
  'resource-malformed': {
    group: 'introspect',
    what: 'Der Parameter resource ist nicht die Adresse einer API.',
    why: 'Sie wird als Ganzes verglichen, also muss sie ganz sein: absolut, mit Schema und ohne #.',
    fix: ['Schreiben Sie sie wie https://api.example/.'],
  },
  'bearer-resource-other': {
    group: 'introspect',
    what: 'Das Token gilt, aber für eine andere API als die, bei der es ankam.',
    why: 'Ein Token, das seine API nennt, ist anderswo nichts wert: Wer es dort sieht, kann es hier nicht benutzen.',
    fix: [
      'Verlangen Sie ein Token mit resource=..., der Adresse dieser API, und senden Sie jeder API ihr eigenes.',
      'Bei Userinfo: Verlangen Sie ein Token ohne resource, oder lassen Sie einen Administrator die Adresse dieses Servers als Resource registrieren.',
    ],
  },
  'resource-not-registered': {
    group: 'token',
    what: 'Der Parameter resource nennt eine API, die nicht in der Liste dieses Servers steht oder um die die Anwendung nicht bitten darf.',
    why: 'Ein Token sagt, für welche APIs es gilt. Um welche davon eine Anwendung bitten darf, entscheidet ein Administrator dieses Servers.',
    fix: [
      'Vergleichen Sie die Adresse mit der registrierten: Alles daran zählt, außer Groß- und Kleinschreibung von Schema und Host und einem Schrägstrich am Ende.',
      'Fehlt die API in der Liste der Anwendung, bitten Sie einen Administrator dieses Servers, sie hinzuzufügen.',
      'Lassen Sie resource weg, um ein Token zu bekommen, das keine API nennt, oder das für die Vorgabe der Anwendung.',
    ],
    example: 'latchkey app set CLIENT_ID --resource https://api.example/',
  },
  'resource-wider-than-granted': {
    group: 'token',
    what: 'Der Parameter resource einer Token-Anfrage nennt eine API, nach der die Person nicht gefragt wurde.',
    why: 'Die Autorisierungsanfrage sagt, für welche APIs die Tokens sein werden, und dem stimmt die Person zu. Eine Token-Anfrage darf unter ihnen wählen und keine hinzufügen.',
    fix: [
      'Senden Sie jede resource auch mit der Autorisierungsanfrage: Dieser Parameter darf mehrmals vorkommen.',
      'Lassen Sie resource in der Token-Anfrage weg, um ein Token für alle genannten zu bekommen.',
    ],
    example: 'resource=https%3A%2F%2Fapi.example%2F',
  },
  'subject-token-missing': {
    group: 'token',
    what: 'Die Anfrage, ein Token zu tauschen, nennt keines.',
    why: 'Was bei einem Tausch herauskommt, ist für die Person des Tokens, das hineingeht.',
    fix: ['Senden Sie das Access-Token, das Sie bekommen haben, als subject_token, mit seinem Typ daneben.'],
    example: 'subject_token=lk_at_...&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token',
  },
  'token-type-unsupported': {
    group: 'token',
    what: 'Der Typ eines Tokens in einem Tausch fehlt oder ist ein anderer als der eines Access-Tokens.',
    why: 'Ein ID-Token sagt, wer sich angemeldet hat, und ein Refresh-Token bleibt bei seiner Anwendung: Keines wird an andere weitergegeben.',
    fix: [
      'Senden Sie subject_token_type, und actor_token_type, wo es ein actor_token gibt, als urn:ietf:params:oauth:token-type:access_token.',
      'Lassen Sie requested_token_type weg oder senden Sie dasselbe.',
    ],
  },
  'subject-token-not-accepted': {
    group: 'token',
    what: 'Das Token, das getauscht werden soll, gilt nicht mehr, ist keines einer Person, ist an einen Schlüssel gebunden, den die Anfrage nicht nachweist, stammt von einer Anwendung, die dafür nicht genannt ist, von jemandem mit einem Faktor oder mit unbekannt vielen, wo diese Anwendung zwei verlangt, oder wurde schon zu oft getauscht.',
    why: 'Wessen Tokens eine Anwendung tauschen darf, sagt ein Administrator. Alle Gründe sind eine Antwort, damit niemand auf diesem Weg etwas über Tokens erfährt.',
    fix: [
      'Bitten Sie einen Administrator, die Anwendung zu nennen, von der das Token stammt.',
      'Tauschen Sie das Token, solange es gilt: Was daraus wird, endet mit ihm.',
      'Ist das Token an einen Schlüssel gebunden (cnf bei der Introspection), senden Sie einen DPoP-Nachweis mit diesem Schlüssel, oder verbinden Sie sich mit dem Zertifikat.',
    ],
    example: 'latchkey app set CLIENT_ID --exchanges-from ANDERE_CLIENT_ID',
  },
  'actor-token-not-accepted': {
    group: 'token',
    what: 'Das Token, das sagt, wer handelt, ist kein gültiges Access-Token der Anwendung, die fragt, oder ist an einen Schlüssel gebunden, den die Anfrage nicht nachweist.',
    why: 'Es sagt, wer für die Person handelt. Das kann von der Anwendung nur sagen, was ihr selbst ausgestellt wurde.',
    fix: [
      'Senden Sie ein Access-Token, das Sie selbst bekommen haben, oder lassen Sie actor_token weg: Dann handelt Ihre Anwendung.',
    ],
  },
  'exchange-not-consented': {
    group: 'token',
    what: 'Die Person des Tokens hat dieser Anwendung die Scopes und APIs nicht erlaubt, die sie verlangt.',
    why: 'Was eine Person einer Anwendung erlaubt hat, dürfen andere sich nicht nehmen. Jede braucht das Wort der Person oder das eines Administrators.',
    fix: [
      'Schicken Sie die Person einmal durch den Autorisierungsendpunkt, mit denselben Scopes und Resources.',
      'Oder bitten Sie einen Administrator, der Anwendung zu vertrauen: Dann wird niemand gefragt.',
    ],
    example: 'latchkey app set CLIENT_ID --trusted',
  },
  'assertion-missing': {
    group: 'token',
    what: 'Die Anfrage hat keine assertion.',
    why: 'Dieser Grant-Typ tauscht ein signiertes Token von jemand anderem gegen eines dieses Servers.',
    fix: ['Senden Sie das JWT als assertion.'],
    example: 'grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJ...',
  },
  'assertion-not-accepted': {
    group: 'token',
    what: 'Issuer, Subject und Audience des JWT sind keine, denen für diese Anwendung vertraut wird, es ist abgelaufen, wurde schon verwendet oder ist nicht mit einem Schlüssel dieses Issuers signiert; oder wen es nennt, hat der Anwendung nicht erlaubt, was sie verlangt.',
    why: 'Wessen Tokens für eine Anwendung stehen oder ihr Personen nennen, sagt ein Administrator; was sie darf, sagen die Personen. Alle Gründe sind eine Antwort; welcher es war, liest der Eigentümer der Anwendung.',
    fix: [
      'Vergleichen Sie iss, sub und aud des JWT mit dem, was ein Administrator eingetragen hat.',
      'Bitten Sie den Issuer um ein frisches, mit der Audience, der vertraut wird, und keiner anderen.',
      'Nennt es eine Person, führen Sie diese einmal durch den Authorization-Endpunkt.',
    ],
    example: 'latchkey app set CLIENT_ID --workload "https://issuer.example repo:acme/shop:* https://auth.example.com"',
  },
  'token-missing': {
    group: 'introspect',
    what: 'Die Anfrage nennt kein Token.',
    why: 'Bei Introspection und Widerruf geht es um ein Token.',
    fix: ['Senden Sie das Token als Parameter token im Body.'],
    example: 'token=lk_at_...',
  },

  'openapi-version-unknown': {
    group: 'any',
    what: 'Der Parameter version von /openapi.json nennt eine Version der OpenAPI-Spezifikation, in der es die Beschreibung nicht gibt.',
    why: 'Die Versionen schreiben ein Security-Scheme verschieden. Eine Beschreibung in einer anderen, als Sie verlangt haben, würde Ihr Werkzeug ablehnen oder falsch lesen.',
    fix: ['Verlangen Sie 3.1, 3.2, 3.0 oder 2.0, ohne Patch-Nummer.', 'Lassen Sie version weg, um 3.1 zu bekommen.'],
    example: '/openapi.json?version=3.0',
  },

  'oauth1-resource-server-needed': {
    group: 'oauth1',
    what: 'Nach einer signierten Anfrage hat eine Anwendung gefragt, die nicht als Resource-Server gekennzeichnet ist.',
    why: 'Eine Signatur gilt einmal. Nur eine API darf fragen, was eine wert ist, denn das Fragen verbraucht sie.',
    fix: ['Bitten Sie einen Administrator, die Anwendung Ihrer API als Resource-Server zu kennzeichnen.'],
    example: 'latchkey app set CLIENT_ID --resource-server',
  },
  'oauth1-request-incomplete': {
    group: 'oauth1',
    what: 'Der Anfrage, die geprüft werden soll, fehlt die Methode oder eine ganze Adresse.',
    why: 'Beides ist Teil dessen, was signiert wurde.',
    fix: [
      'Senden Sie method, url mit Query, den Authorization-Header als authorization und einen Formular-Body als parameters.',
      'Senden Sie die öffentliche Adresse Ihrer API, die mit https:// beginnt, so wie die Anwendung sie aufgerufen hat.',
    ],
    example: 'method=GET&url=https%3A%2F%2Fapi.example%2Fnotes%3Fpage%3D2&authorization=OAuth%20...',
  },
  'oauth1-exchange-unrelated': {
    group: 'oauth1',
    what: 'Die OAuth-1-Anwendung und die OAuth-2-Anwendung haben verschiedene Eigentümer, oder keinen Scope, den beide haben dürfen und den die Person erlaubt hat.',
    why: 'Die Person hat etwas denen erlaubt, die sie durch die erste Anwendung kennt. Nur diese dürfen damit weitermachen.',
    fix: [
      'Registrieren Sie die OAuth-2-Anwendung als Eigentümer der anderen, oder lassen Sie sie von einem Administrator übertragen.',
      'Fügen Sie der OAuth-2-Anwendung die Scopes hinzu, die Sie brauchen. Mehr, als die Person erlaubt hat, bringt ein Tausch nicht.',
    ],
  },

  ...dpopRuleTexts,
  ...registrationRuleTexts,
  ...detailsRuleTexts,
};
