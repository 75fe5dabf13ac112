import type { Deps } from '../../deps.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { type Deed, withProof } from '../../oauth/proof.ts';
import { addressRequest } from '../../oauth/read-request.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import { findPendingRequest } from '../../oauth1/authorize.ts';
import { tileOf } from '../applications/logos.ts';
import { field, MalformedForm, parseForm } from '../frame/form.ts';
import { type ReadingDeps, requestReading } from '../requests/request-reading.ts';
import { localPath } from '../requests/return-to.ts';
import { initialOf } from './out-of-band-code.ts';
import { isVerified } from './verified.ts';

/** The application for which a person signs in. */
export type Requester = {
  readonly name: string;
  readonly initial: string;
  /** What its tile shows instead, where it has a logo. */
  readonly logo: ReturnType<typeof tileOf>;
  readonly verified: boolean;
  /** Whether signing in may lead straight to it. */
  readonly leaves: boolean;
  /** Whether it is told where they do not want to sign in (cancel.ts). */
  readonly hears: boolean;
  /** Whom it expects (OpenID Connect Core 1.0 §3.1.2.1): an address to begin with, and no more than that. */
  readonly loginHint?: string | undefined;
};

/** Where a person decides about a consumer of OAuth 1.0a (RFC 5849 §2.2). */
export const CONSUMER_AUTHORIZE = '/oauth/authorize';

const AUTHORIZE = new Set(['/oauth2/authorize', '/oauth2/authorize/']);
/** What may ask for a certain person, or for their password; what a pushed request asks for does not stand in its address. */
const ASKS_WHO = ['prompt', 'max_age', 'id_token_hint', 'claims', 'request_uri'];
const STEPS = new Set([...AUTHORIZE, '/consent']);

/** Whether an authorization request stands in this address, be it valid or not. */
export function isAuthorizationStep(returnTo: string): boolean {
  return STEPS.has(returnTo.split('?', 1)[0] ?? '');
}

/** Where a person goes on who has just signed in or chosen the account: a request that asked for it is told so. */
export function provenReturnTo(
  returnTo: string,
  deed: Deed,
  { sessionHash, keys, now }: { readonly sessionHash: Buffer } & Pick<Deps, 'keys' | 'now'>,
): string {
  const [path = ''] = returnTo.split('?', 1);
  const query = new URLSearchParams(returnTo.slice(path.length + 1));
  if (!AUTHORIZE.has(path) || !ASKS_WHO.some((name) => query.has(name))) return returnTo;
  const proven = `${path}?${withProof(query, deed, { sessionHash, keys, now: now() })}`;
  return localPath(proven) === proven ? proven : returnTo;
}

/** The application whose valid authorization request stands at `returnTo`, if that is what it is. */
export async function findRequester(
  returnTo: string,
  deps: ReadingDeps & Pick<Deps, 'clientCache' | 'oauth1'>,
): Promise<Requester | undefined> {
  const [path = ''] = returnTo.split('?', 1);
  const query = returnTo.slice(path.length + 1);
  try {
    if (path === CONSUMER_AUTHORIZE) return await findConsumer(parseForm(query), deps);
    if (!STEPS.has(path)) return undefined;
    const sent = readParameters(parseForm(query));
    const { address, parameters } = await addressRequest(
      sent,
      (id) => deps.clientCache.refresh(id),
      requestReading(deps),
    );
    const { client } = address;
    return {
      name: client.name,
      initial: initialOf(client.name),
      logo: tileOf(client.logo, 'small'),
      verified: isVerified(client),
      leaves: !isOutOfBand(address),
      hears: true,
      loginHint: parameters.get('login_hint'),
    };
  } catch (error) {
    if (error instanceof OAuthError || error instanceof MalformedForm) return undefined; // its own page will say so
    throw error;
  }
}

async function findConsumer(query: URLSearchParams, { oauth1 }: Pick<Deps, 'oauth1'>): Promise<Requester | undefined> {
  const pending = oauth1 && (await findPendingRequest(field(query, 'oauth_token'), oauth1));
  if (!pending) return undefined;
  const { name, verified } = pending.consumer;
  // The sign-in form leads to the consent page, which always asks, and so never straight to the consumer.
  return { name, initial: initialOf(name), logo: undefined, verified, leaves: false, hears: false };
}
