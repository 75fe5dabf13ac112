import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { isContact } from '../../oauth/client-links.ts';
import { implicitSeconds } from '../../oauth/grants/implicit.ts';
import { accessTokenSeconds, familySeconds, idleSeconds } from '../../oauth/issue-tokens.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ClientMetadata } from '../../oauth/model/client-metadata.ts';
import type { Consent } from '../../oauth/model/consent.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import type { Resource } from '../../oauth/model/resource.ts';
import type { Scope } from '../../oauth/model/scope.ts';
import type { AuthorizationRequest } from '../../oauth/read-request.ts';
import { isLoopback, redirectHost } from '../../oauth/redirect-uri.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import { type AskedBefore, whyAsked } from '../../oauth/why-asked.ts';
import type { PendingRequest } from '../../oauth1/model/request-token.ts';
import type { OAuth1Stores } from '../../oauth1/stores.ts';
import { tileOf } from '../applications/logos.ts';
import { inWords } from '../frame/scope-texts.ts';
import type { Words } from '../words/index.ts';
import { initialOf } from './out-of-band-code.ts';
import { shownDetail } from './shown-detail.ts';
import { isVerified } from './verified.ts';

const DAY = 86_400_000;
const LINES = 4; // of scopes, asked for and not, so that the buttons stay in sight

/** What the consent page shows of an authorization request: who asks, for what, and where it leads back. */
export async function consentValues(words: Words, request: AuthorizationRequest, session: Session, deps: Deps) {
  const { address, scopes, claims, resources } = request;
  const { client } = address;
  const inBrowser = request.responseType !== 'code';
  const withCode = request.responseType.startsWith('code');
  return {
    ...(await askedValues(words, { client, scopes, resources }, session, deps, (consent) =>
      whyAsked(request, consent, deps.now()),
    )),
    ...(inBrowser ? { inBrowser } : {}),
    ...(withCode ? {} : { lastsSeconds: implicitSeconds(client, deps.lifetimes) }),
    details: request.details.map(({ detail, sentence }) => shownDetail(detail, sentence)),
    aboutYou: claims?.beyond ?? [],
    outOfBand: isOutOfBand(address),
    ...returnValues(address.uri, client.homepage),
  };
}

/** The same of a consumer of OAuth 1.0a, whose request token waits. Its name links to its main application URL. */
export async function consumerConsentValues(
  words: Words,
  { consumer, scopes, callbackUrl }: PendingRequest,
  session: Session,
  deps: Pick<Deps, 'scopes' | 'now'>,
  { consumers, accessTokens }: OAuth1Stores,
) {
  const [catalogue, registered, allowed] = await Promise.all([
    deps.scopes.list(),
    consumers.find(consumer.key),
    accessTokens.list(session.user.id),
  ]);
  const now = deps.now();
  const before = allowed.filter((each) => each.consumer.key === consumer.key);
  return {
    ...applicationValues(words, { ...consumer, createdAt: registered?.createdAt ?? now }, now),
    linked: true,
    describedAt: undefined,
    links: [],
    verified: consumer.verified,
    used: before.length > 0,
    because: before.length > 0 ? words.consent.because.consumer : undefined,
    ...scopeValues(
      scopes,
      inWords(words, catalogue),
      before.flatMap((each) => each.scopes),
    ),
    resources: [],
    lastsSeconds: undefined, // it lasts until somebody ends it, used or not
    outOfBand: callbackUrl === undefined,
    ...(callbackUrl === undefined ? {} : returnValues(callbackUrl, consumer.homepage)),
  };
}

/** Why a person is asked once more, and the status of it: a form that is too old is 403 everywhere. */
export type AskedAgain = 'tooOld' | 'changed' | 'choose';

export function againStatus(why: AskedAgain | undefined): { readonly status?: number } {
  if (why === undefined) return {};
  return { status: why === 'choose' ? 422 : 403 };
}

function returnValues(uri: string, homepage: string | undefined) {
  const host = redirectHost(uri);
  const local = isLoopback(uri);
  const otherSite = !local && homepage !== undefined && host !== undefined && !sameSite(new URL(homepage).host, host);
  return { redirectHost: host, local, otherSite };
}

/** Who asks, and what it will and will not be able to do, wherever the answer goes. */
export async function askedValues(
  words: Words,
  {
    client,
    scopes,
    resources = [],
  }: {
    readonly client: Client;
    readonly scopes: readonly string[];
    readonly resources: readonly Resource[] | undefined;
  },
  session: Session,
  deps: Deps,
  why: (consent: Consent | undefined) => AskedBefore,
) {
  const [catalogue, consents] = await Promise.all([deps.scopes.list(), deps.consents.list(session.user.id)]);
  const consent = consents.find((each) => each.client.id === client.id);
  const { allowed, allowedResources, because } = why(consent);
  return {
    ...applicationValues(words, { ...client, ownerName: ownerName(client) ?? ownerless(words, client) }, deps.now()),
    describedAt: describedAt(client),
    logo: tileOf(client.logo),
    links: linksOf(words, client.metadata),
    verified: isVerified(client),
    used: consent !== undefined,
    because: because && words.consent.because[because],
    changed: because === 'changed',
    ...scopeValues(scopes, inWords(words, catalogue), allowed),
    resources: resources.map(({ uri, name }) => ({
      uri,
      name,
      isNew: allowed.length > 0 && !allowedResources.includes(uri),
    })),
    lastsSeconds: lastsSeconds(client, deps),
    idleSeconds: idleSeconds(client, deps.lifetimes),
  };
}

/** Of an application that a document describes, whose document it is. */
function describedAt({ id, metadata }: Client): string | undefined {
  return metadata.origin === 'document' ? new URL(id).host : undefined;
}

function ownerless(words: Words, { metadata }: Client): string | undefined {
  if (metadata.origin === 'document') return words.consent.nobodyButDocument;
  return metadata.origin === 'person' ? words.consent.nobodyAnyMore : undefined;
}

/** What a program registered for people to read; images are links too: nothing of somebody else's is shown here (S099). */
function linksOf(words: Words, metadata: ClientMetadata) {
  const [contact = ''] = metadata.contacts;
  const links = (['policyUri', 'tosUri', 'supportUri', 'logoUri'] as const).flatMap((name) => {
    const address = metadata[name];
    if (address === undefined) return [];
    const { href, host } = new URL(address);
    return [{ url: href, host, text: words.consent.links[name] }];
  });
  return isContact(contact)
    ? [...links, { url: `mailto:${contact}`, host: contact, text: words.consent.contact }]
    : links;
}

function lastsSeconds(client: Client, { lifetimes }: Deps): number | undefined {
  return accessTokenSeconds(client, lifetimes) === undefined ? undefined : familySeconds(client, lifetimes) - 600;
}

type Asking = Pick<Client, 'name' | 'homepage' | 'createdAt'> & { readonly ownerName: string | undefined };

function applicationValues(words: Words, { name, ownerName: owner, homepage, createdAt }: Asking, now: Date) {
  const page = homepage === undefined ? undefined : new URL(homepage);
  return {
    application: name,
    initial: initialOf(name),
    owner: owner ?? words.consent.nobodyKnown,
    homepage: page && { url: page.href, host: page.host },
    ageDays: Math.max(0, Math.floor((now.getTime() - createdAt.getTime()) / DAY)), // two clocks may disagree
  };
}

/** What is new is marked only beside something that is not. */
function scopeValues(asked: readonly string[], catalogue: readonly Scope[], allowed: readonly string[]) {
  const isNew = (name: string) => !allowed.includes(name) && asked.some((each) => allowed.includes(each));
  return {
    scopes: asked.map((name) => ({
      ...(catalogue.find((scope) => scope.name === name) ?? { name, description: name }),
      isNew: isNew(name),
    })),
    others: catalogue
      .filter((scope) => scope.offered && !asked.includes(scope.name) && concernsPeople(scope))
      .slice(0, Math.max(1, LINES - asked.length))
      .map((scope) => scope.description),
  };
}

/** Whether anybody could be asked for it: some scopes are for applications that act for themselves alone. */
function concernsPeople({ grants }: Scope): boolean {
  return grants.length === 0 || grants.some((name) => name !== 'client_credentials');
}

function sameSite(homepage: string, host: string): boolean {
  return host === homepage || host.endsWith(`.${homepage}`) || homepage.endsWith(`.${host}`);
}
