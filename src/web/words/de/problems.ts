import type { problems as English, FieldProblem } from '../en/problems.ts';

/** What is wrong with what somebody typed, and what to do, by problem. */
export const problems: typeof English = {
  name: {
    missing: 'Geben Sie einen Namen ein.',
    'too-long': 'Ein Name hat höchstens 200 Zeichen.',
    'control-character': 'Dieser Name enthält ein unsichtbares Zeichen. Tippen Sie ihn noch einmal.',
    'an-address':
      'Ein Name ist keine E-Mail-Adresse: Man würde Sie für die Person halten, der sie gehört. Lassen Sie das @ weg.',
  },
  attribute: {
    'not-an-attribute': (line) => `Schreiben Sie CLAIM=WERT, etwa given_name=Ines. Da stand: ${line}`,
    'known-elsewhere': (claim) => `${claim} ist anderswo bekannt: Nehmen Sie es heraus.`,
    'not-json': (line) => `Das beginnt wie JSON und ist keines: ${line}`,
    'control-character': (line) => `Das enthält ein Zeichen, das nicht gespeichert werden kann: ${line}`,
    twice: (claim) => `${claim} steht zweimal da: Lassen Sie eines davon stehen.`,
    'too-many': (count) => `Eine Person hat höchstens 100 Attribute. Das waren ${count}.`,
  },
  group: {
    missing: 'Geben Sie einen Namen an.',
    'too-long': 'Ein Name hat höchstens 100 Zeichen, eine Beschreibung höchstens 500.',
    'control-character': 'Das enthält ein unsichtbares Zeichen, etwa einen Zeilenumbruch. Tippen Sie es noch einmal.',
  },
  email: {
    missing: 'Geben Sie eine E-Mail-Adresse ein.',
    'too-long': 'Eine E-Mail-Adresse hat höchstens 254 Zeichen.',
    'control-character': 'Diese E-Mail-Adresse enthält ein unsichtbares Zeichen. Tippen Sie sie noch einmal.',
    'not-an-address': 'Eine E-Mail-Adresse sieht aus wie name@example.org.',
    taken: 'Es gibt schon ein Konto mit dieser Adresse.',
  },
  password: {
    'too-short': 'Ein Passwort hat mindestens 8 Zeichen. Ein paar Wörter hintereinander ergeben ein gutes.',
    'too-long': 'Ein Passwort hat höchstens 1.024 Bytes. Wählen Sie ein kürzeres.',
    common: 'Dieses Passwort steht auf den Listen, die Angreifer zuerst probieren. Wählen Sie ein anderes.',
    'is-email': 'Ein Passwort darf nicht Ihre E-Mail-Adresse sein. Wählen Sie ein anderes.',
  },
};

type Sentences = {
  readonly [Id in FieldProblem['id']]: string | ((problem: Extract<FieldProblem, { readonly id: Id }>) => string);
};

const MOST_NAMED = 20; // of what could be chosen instead
const named = (names: readonly string[]) => names.join(', ').slice(0, 200);
const whatThereIs = (names: readonly string[]) => {
  const more = names.length > MOST_NAMED ? ` und ${names.length - MOST_NAMED} weitere` : '';
  return `Es gibt ${names.slice(0, MOST_NAMED).join(', ') || 'keine'}${more}.`;
};

const sentences: Sentences = {
  'name-missing': 'Geben Sie der Anwendung einen Namen: Personen sehen ihn, wenn sie um Zugriff gebeten werden.',
  'name-too-long': ({ length, most }) => `Der Name hat ${length} Zeichen. Höchstens ${most} sind möglich.`,
  'name-invisible': ({ code }) =>
    `Der Name enthält ein unsichtbares Zeichen (U+${code}). Tippen Sie ihn noch einmal ohne dieses.`,

  'homepage-missing':
    'Geben Sie die Adresse einer Seite über die Anwendung an: Personen sehen einen Link dorthin, wenn sie um Zugriff gebeten werden.',
  'homepage-not-one': 'Das ist nicht die Adresse einer Seite. Beginnen Sie mit https://, wie in https://app.example/.',

  'contact-not-one': 'Das ist keine E-Mail-Adresse. Sie sieht aus wie help@app.example.',

  'uri-empty': 'Die Adresse ist leer.',
  'uri-too-long': ({ most }) => `Die Adresse ist länger als ${most} Zeichen. Kürzen Sie sie.`,
  'uri-space':
    'Die Adresse enthält ein Leerzeichen. Schreiben Sie eine Adresse pro Zeile und ein Leerzeichen darin als %20.',
  'uri-control-character': 'Die Adresse enthält ein Steuerzeichen. Tippen Sie sie noch einmal, statt sie einzufügen.',
  'uri-not-ascii':
    'Die Adresse enthält Buchstaben außerhalb von ASCII. Schreiben Sie den Host in der Form xn-- und den Rest mit %XX.',
  'uri-backslash': 'Die Adresse enthält einen Backslash. Verwenden Sie stattdessen /.',
  'uri-wildcard':
    'Die Adresse enthält einen Platzhalter (*). Adressen werden genau verglichen: Registrieren Sie jede in einer eigenen Zeile.',
  'uri-character': 'Die Adresse enthält ein Zeichen, das keine Adresse haben darf. Schreiben Sie es als %XX.',
  'uri-fragment': 'Die Adresse hat ein Fragment (#), das Browser für sich behalten. Lassen Sie # und alles danach weg.',
  'uri-not-whole': 'Das ist keine ganze Adresse. Beginnen Sie mit https://, wie in https://app.example/callback.',
  'uri-user-name': 'Die Adresse hat einen Benutzernamen (@) vor dem Host. Lassen Sie ihn weg.',
  'uri-no-host': 'Der Host der Adresse ist keiner. Schreiben Sie ihn wie in https://app.example/callback.',
  'uri-scheme-unsafe': ({ scheme }) =>
    `An ${scheme}: kann niemand sicher zurückgeschickt werden. Verwenden Sie https://.`,
  'uri-app-scheme':
    'Das Schema einer App muss eine umgedrehte Domain von Ihnen sein, wie in com.example.app:/callback.',
  'uri-plain-http': ({ host }) =>
    `Die Adresse beginnt mit http:, und ${host} ist nicht dieser Computer. Verwenden Sie https://, oder http://127.0.0.1 für ein Programm auf dem Computer der Person selbst.`,
  'uri-no-server':
    'Die Adresse muss mit https:// beginnen, wie in https://app.example/path: Dorthin werden Anfragen gesendet.',
  'uri-query-name': ({ name }) =>
    `Die Query der Adresse enthält ${name}, und eine Antwort enthält das auch: Wer sie liest, fände zwei. Benennen Sie Ihren Parameter anders.`,
  'uri-scheme-shared': ({ scheme }) =>
    `Jede andere App kann ${scheme}: für sich beanspruchen und nehmen, was zurückkommt. Das Schema einer App sollte eine umgedrehte Domain ihrer Entwickler sein.`,
  'uri-localhost':
    'Auf manchen Computern führt localhost woandershin als zu 127.0.0.1. Besser ist http://127.0.0.1, mit beliebigem Port.',
  'uris-too-many': ({ count, most }) => `Es sind ${count} Adressen. Registrieren Sie höchstens ${most}.`,
  'uris-missing': ({ grant }) =>
    `Geben Sie mindestens eine Adresse an, zu der Personen zurückkommen, oder lassen Sie den Grant-Typ ${grant} weg.`,
  'callback-out-of-band': 'Lassen Sie das Feld leer: Ohne Adresse sehen Personen einen Code zum Kopieren.',

  'resource-server-public':
    'Die Anwendung ist ein Resource-Server, und der braucht ein Geheimnis: Lassen Sie sie vertraulich.',
  'dialect-public': 'Die Anwendung hat einen Dialekt, und der braucht ein Geheimnis: Lassen Sie sie vertraulich.',
  'scopes-unknown': ({ names, open }) => `Diesen Scope gibt es nicht: ${named(names)}. ${whatThereIs(open)}`,
  'scopes-privileged': ({ names }) =>
    `Nur ein Administrator kann ${names.join(', ')} hinzufügen, das ist privilegiert. Lassen Sie es weg und bitten Sie einen Administrator.`,
  'scopes-without-grant': ({ scopes }) => {
    const each = scopes.map(({ name, grants }) => `${name} nur mit ${grants.join(' oder ')}`);
    return `Die Anwendung kann ${each.join(' und ')} haben: Wählen Sie auch diesen Grant-Typ oder lassen Sie den Scope weg.`;
  },
  'grants-unknown': ({ names, open }) => `Diesen Grant-Typ gibt es nicht: ${named(names)}. ${whatThereIs(open)}`,
  'grants-missing': 'Wählen Sie mindestens einen Grant-Typ. Die meisten Anwendungen brauchen authorization_code.',
  'grant-needs-secret': ({ grant }) =>
    `${grant} braucht ein Geheimnis: Machen Sie die Anwendung vertraulich oder lassen Sie ${grant} weg.`,

  'methods-unknown': 'Diese Methode gibt es dafür nicht. Wählen Sie unter den angebotenen.',
  'alg-unknown': 'Wählen Sie einen der angebotenen Algorithmen.',
  'jwks-missing':
    'Eine der Methoden braucht die öffentlichen Schlüssel der Anwendung: Fügen Sie sie hier ein oder sagen Sie, wo sie stehen.',
  'jwks-twice': 'Die Schlüssel stehen nur an einer Stelle: Lassen Sie dieses Feld oder das der Schlüssel darüber leer.',
  'jwks-no-json':
    'Das ist kein JSON. Fügen Sie das ganze Set ein, das mit {"keys":[ beginnt. Schlüssel in PEM (-----BEGIN) müssen erst ein JWK Set werden.',
  'jwks-no-set': 'Erwartet wird ein JWK Set mit mindestens einem Schlüssel: {"keys":[{"kty":"EC",...}]}.',
  'jwks-too-many': 'Ein Set hat höchstens 20 Schlüssel.',
  'jwks-private': ({ at }) =>
    `Schlüssel ${at} ist ein privater oder symmetrischer. Behalten Sie ihn und geben Sie den öffentlichen an; erzeugen Sie ein neues Paar, wenn andere ihn gesehen haben.`,
  'jwks-not-for-signing': ({ at }) =>
    `Schlüssel ${at} ist keiner für RS256, PS256, ES256, EdDSA oder ein längeres Verfahren ihrer Art.`,
  'jwks-weak': ({ at }) => `Schlüssel ${at} ist zu schwach: Ein RSA-Schlüssel hat mindestens 2048 Bit.`,
  'jwks-unreadable': ({ at }) => `Schlüssel ${at} lässt sich nicht als öffentlicher Schlüssel lesen.`,
  'jwks-kid-repeated': ({ at }) =>
    `Der kid von Schlüssel ${at} gehört schon einem anderen; jeder Schlüssel braucht einen eigenen.`,

  'key-private':
    'Das ist ein privater Schlüssel. Wer ihn hat, kann als Ihre Anwendung handeln: Erzeugen Sie ein neues Paar und fügen Sie die öffentliche Hälfte ein.',
  'key-not-rsa': 'Das ist kein öffentlicher RSA-Schlüssel. Ein solcher beginnt mit -----BEGIN PUBLIC KEY-----.',
  'key-too-short': ({ bits, least }) => `Der Schlüssel hat ${bits} Bit. Verwenden Sie mindestens ${least}.`,
  'key-too-long': ({ bits, most }) => `Der Schlüssel hat ${bits} Bit. Verwenden Sie höchstens ${most}.`,

  'resource-uri-malformed': ({ uri }) =>
    uri === ''
      ? 'Geben Sie die Adresse der API an, wie in https://api.example/.'
      : `„${uri.slice(0, 100)}“ ist nicht die Adresse einer API. Schreiben Sie sie wie in https://api.example/, ganz und ohne #.`,
  'resource-scopes-unknown': ({ names }) =>
    `Diesen Scope gibt es nicht: ${named(names)}. Fügen Sie ihn zuerst hinzu, unter „Scopes“.`,
  'resource-seconds': ({ least, most }) => `Ein Token gilt ${least} bis ${most} Sekunden.`,

  'scope-name-missing': 'Geben Sie dem Scope einen Namen: Anwendungen senden ihn.',
  'scope-name-malformed': ({ name }) =>
    `„${name.slice(0, 100)}“ kann kein Scope sein: Verwenden Sie Buchstaben, Ziffern und Zeichen, ohne Leerzeichen, " und \\.`,
  'scope-description-missing': 'Sagen Sie in wenigen Wörtern, was er erlaubt: Danach entscheiden Personen.',
  'scope-line-too-long': ({ most }) => `Das muss eine Zeile von höchstens ${most} Zeichen sein.`,
  'scope-claim-malformed': ({ name }) =>
    `${name} ist kein Name eines Claims über eine Person: Buchstaben, Ziffern und _ . : / -, wie in given_name, und keiner, der sagt, was ein Token ist, wie exp.`,
  'scope-safe-privileged':
    'Ein privilegierter Scope braucht immer einen Administrator und ist deshalb nicht sicher. Wählen Sie eines von beiden.',
  'scope-limit-refreshes':
    'Ein Refresh-Token trägt, was der Grant davor tragen darf: Nennen Sie den statt refresh_token.',
};

/** What is wrong, and what to do, in a sentence or two. */
export function sentenceOf(problem: FieldProblem): string {
  const said = sentences[problem.id] as string | ((problem: FieldProblem) => string);
  return typeof said === 'string' ? said : said(problem);
}
