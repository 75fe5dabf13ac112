import type { AttributeProblem } from '../../../accounts/attribute.ts';
import type { EmailProblem } from '../../../accounts/email.ts';
import type { GroupProblem } from '../../../accounts/group.ts';
import type { NameProblem } from '../../../accounts/new-user.ts';
import type { PasswordProblem } from '../../../accounts/password.ts';
import type { ConnectionProblem } from '../../../oauth/client-connection.ts';
import type { ClientProblem } from '../../../oauth/client-settings.ts';
import type { RedirectUriRemark } from '../../../oauth/redirect-uri.ts';
import type { ResourceProblem } from '../../../oauth/resource-entry.ts';
import type { ScopeEntryProblem } from '../../../oauth/scope-entry.ts';
import type { ServerUriProblem } from '../../../oauth/server-uri.ts';
import type { ConsumerFieldProblem } from '../../../oauth1/consumer-settings.ts';

/** What is wrong with what somebody typed, and what to do, by problem; the command line says the same. */
export const problems = {
  name: {
    missing: 'Enter a name.',
    'too-long': 'A name has at most 200 characters.',
    'control-character': 'This name contains a character that cannot be seen. Type it again.',
    'an-address': 'A name is no email address: people would take you for whoever has it. Leave out the @.',
  } satisfies Record<NameProblem, string>,
  attribute: {
    'not-an-attribute': (line) => `Write CLAIM=VALUE, such as given_name=Ines. This was: ${line}`,
    'known-elsewhere': (claim) => `${claim} is known elsewhere: take it out.`,
    'not-json': (line) => `This begins as JSON does, and is not JSON: ${line}`,
    'control-character': (line) => `This contains a character that cannot be kept: ${line}`,
    twice: (claim) => `${claim} stands there twice: leave one of them.`,
    'too-many': (count) => `A person has at most 100 attributes. These were ${count}.`,
  } satisfies Record<AttributeProblem, (written: string) => string>,
  group: {
    missing: 'Give it a name.',
    'too-long': 'A name has at most 100 characters, a description at most 500.',
    'control-character': 'This contains a character that cannot be seen, such as a line break. Type it again.',
  } satisfies Record<GroupProblem, string>,
  email: {
    missing: 'Enter an email address.',
    'too-long': 'An email address has at most 254 characters.',
    'control-character': 'This email address contains a character that cannot be seen. Type it again.',
    'not-an-address': 'An email address looks like name@example.org.',
    taken: 'There is an account with this address already.',
  } satisfies Record<EmailProblem | 'taken', string>,
  password: {
    'too-short': 'A password has at least 8 characters. A few words in a row make a good one.',
    'too-long': 'A password has at most 1,024 bytes. Choose a shorter one.',
    common: 'This password is on the lists that attackers try first. Choose another one.',
    'is-email': 'A password must not be your email address. Choose another one.',
  } satisfies Record<PasswordProblem, string>,
};

/** What is wrong with a field of a registration, or of the scope catalogue. */
export type FieldProblem =
  | ClientProblem
  | ScopeEntryProblem
  | ResourceProblem
  | ConsumerFieldProblem
  | RedirectUriRemark
  | ServerUriProblem
  | ConnectionProblem['problem'];

type Sentences = {
  readonly [Id in FieldProblem['id']]: string | ((problem: Extract<FieldProblem, { readonly id: Id }>) => string);
};

const MOST_NAMED = 20; // of what could be chosen instead
const named = (names: readonly string[]) => names.join(', ').slice(0, 200);
const whatThereIs = (names: readonly string[]) => {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `There are ${names.slice(0, MOST_NAMED).join(', ') || 'none'}${more}.`;
};

const sentences: Sentences = {
  'name-missing': 'Give it a name: people see it when they are asked for access.',
  'name-too-long': ({ length, most }) => `The name has ${length} characters. Use at most ${most}.`,
  'name-invisible': ({ code }) => `The name has a character that cannot be seen (U+${code}). Type it again without it.`,

  'homepage-missing':
    'Give the address of a page about it: people are shown a link to it when they are asked for access.',
  'homepage-not-one': 'This is not the address of a page. Begin with https://, as in https://app.example/.',

  'contact-not-one': 'This is not an address of mail. It looks like help@app.example.',

  'uri-empty': 'It is empty.',
  'uri-too-long': ({ most }) => `It is longer than ${most} characters. Shorten it.`,
  'uri-space': 'It has a space in it. Write one address per line, and a space inside an address as %20.',
  'uri-control-character': 'It has a control character in it. Type it again instead of pasting it.',
  'uri-not-ascii': 'It has letters beyond ASCII. Write the host in its xn-- form and the rest with %XX.',
  'uri-backslash': 'It has a backslash. Use / instead.',
  'uri-wildcard': 'It has a wildcard (*). Addresses are compared exactly: register each one on its own line.',
  'uri-character': 'It has a character that no address may have. Write it as %XX.',
  'uri-fragment': 'It has a fragment (#), which browsers keep to themselves. Leave out # and what follows.',
  'uri-not-whole': 'It is not a whole address. Begin with https://, as in https://app.example/callback.',
  'uri-user-name': 'It has a user name (@) before the host. Leave it out.',
  'uri-no-host': 'Its host is not one. Write it as in https://app.example/callback.',
  'uri-scheme-unsafe': ({ scheme }) => `Nobody can be sent back to ${scheme}: safely. Use https://.`,
  'uri-app-scheme': 'The scheme of an app must be a domain of yours turned round, as in com.example.app:/callback.',
  'uri-plain-http': ({ host }) =>
    `It begins with http: and ${host} is not this computer. Use https://, or http://127.0.0.1 for a program on the person’s own computer.`,
  'uri-no-server': 'It must begin with https://, as in https://app.example/path: requests are sent there.',
  'uri-query-name': ({ name }) =>
    `Its query has ${name}, which an answer carries too, so whoever reads it would find two. Give yours another name.`,
  'uri-scheme-shared': ({ scheme }) =>
    `Any other app can say that ${scheme}: is its own, and take what comes back. The scheme of an app should be a domain of its makers turned round.`,
  'uri-localhost':
    'On some computers localhost leads elsewhere than to 127.0.0.1. Prefer http://127.0.0.1, which any port may follow.',
  'uris-too-many': ({ count, most }) => `There are ${count} addresses. Register at most ${most}.`,
  'uris-missing': ({ grant }) =>
    `Give at least one address that people come back to, or leave out the grant type ${grant}.`,
  'callback-out-of-band': 'Leave it empty: without an address people are shown a code to copy.',

  'resource-server-public': 'It is a resource server, which needs a secret: leave it confidential.',
  'dialect-public': 'It has a dialect, which needs a secret: leave it confidential.',
  'scopes-unknown': ({ names, open }) => `There is no scope ${named(names)}. ${whatThereIs(open)}`,
  'scopes-privileged': ({ names }) =>
    `Only an administrator can add ${names.join(', ')}, which is privileged. Leave it out and ask one.`,
  'scopes-without-grant': ({ scopes }) => {
    const each = scopes.map(({ name, grants }) => `${name} only with ${grants.join(' or ')}`);
    return `It can have ${each.join(', and ')}: choose that grant type too, or leave out the scope.`;
  },
  'grants-unknown': ({ names, open }) => `There is no grant type ${named(names)}. ${whatThereIs(open)}`,
  'grants-missing': 'Choose at least one grant type. Most applications need authorization_code.',
  'grant-needs-secret': ({ grant }) => `${grant} needs a secret: make it confidential, or leave out ${grant}.`,

  'methods-unknown': 'There is no such method for it. Choose among those that are offered.',
  'alg-unknown': 'Choose one of the algorithms that are offered.',
  'jwks-missing': 'One of the methods needs its public keys: paste them here, or say where they are.',
  'jwks-twice': 'The keys are in one place: leave this or the keys above empty.',
  'jwks-no-json':
    'This is no JSON. Give the whole set, as it begins with {"keys":[. Keys in PEM (-----BEGIN) have to be turned into a JWK Set first.',
  'jwks-no-set': 'Expected a JWK Set with at least one key: {"keys":[{"kty":"EC",...}]}.',
  'jwks-too-many': 'A set has at most 20 keys.',
  'jwks-private': ({ at }) =>
    `Key ${at} is a private or shared key. Keep it, and give the public one; make a new pair if others have seen it.`,
  'jwks-not-for-signing': ({ at }) => `Key ${at} is none for RS256, PS256, ES256, EdDSA or a longer one of their kind.`,
  'jwks-weak': ({ at }) => `Key ${at} is too weak: an RSA key has 2048 bits or more.`,
  'jwks-unreadable': ({ at }) => `Key ${at} cannot be read as a public key.`,
  'jwks-kid-repeated': ({ at }) => `The kid of key ${at} is that of another one; each key needs its own.`,

  'key-private':
    'This is a private key. Whoever has it can act as your application: make a new pair, and paste the public half.',
  'key-not-rsa': 'This is not an RSA public key. It begins with -----BEGIN PUBLIC KEY-----.',
  'key-too-short': ({ bits, least }) => `The key has ${bits} bits. Use at least ${least}.`,
  'key-too-long': ({ bits, most }) => `The key has ${bits} bits. Use at most ${most}.`,

  'resource-uri-malformed': ({ uri }) =>
    uri === ''
      ? 'Give the address of the API, as in https://api.example/.'
      : `“${uri.slice(0, 100)}” is not the address of an API. Write it as in https://api.example/, whole and without #.`,
  'resource-scopes-unknown': ({ names }) => `There is no scope ${named(names)}. Add it first, under Scopes.`,
  'resource-seconds': ({ least, most }) => `A token lives from ${least} to ${most} seconds.`,

  'scope-name-missing': 'Give it a name: applications send it.',
  'scope-name-malformed': ({ name }) =>
    `“${name.slice(0, 100)}” cannot be a scope: use letters, digits and signs without spaces, " or \\.`,
  'scope-description-missing': 'Say in a phrase what it allows: people decide by it.',
  'scope-line-too-long': ({ most }) => `It must be one line of at most ${most} characters.`,
  'scope-claim-malformed': ({ name }) =>
    `${name} is not the name of a claim about a person: letters, digits and _ . : / - as in given_name, and none that says what a token is, such as exp.`,
  'scope-safe-privileged':
    'A privileged scope always needs an administrator, and so it is not safe. Tick one of the two.',
  'scope-limit-refreshes':
    'A refresh token carries what the grant before it may carry: name that one instead of refresh_token.',
};

/** What is wrong, and what to do, in a sentence or two. */
export function sentenceOf(problem: FieldProblem): string {
  const said = sentences[problem.id] as string | ((problem: FieldProblem) => string);
  return typeof said === 'string' ? said : said(problem);
}
