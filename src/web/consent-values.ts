import type { Session } from '../accounts/session.ts';
import { type AuthorizationRequest, isOutOfBand } from '../oauth/authorize.ts';
import { implicitSeconds } from '../oauth/grants/implicit.ts';
import { accessTokenSeconds, familySeconds } from '../oauth/issue-tokens.ts';
import type { Client } from '../oauth/model/client.ts';
import { isLoopback, redirectHost } from '../oauth/redirect-uri.ts';
import type { Deps } from './deps.ts';
import { initialOf } from './out-of-band-code.ts';
import { isVerified } from './verified.ts';

const DAY = 86_400_000;
const LINES = 4; // of scopes, asked for and not, so that the buttons stay in sight

/** What the consent page shows of an authorization request: who asks, for what, and where it leads back. */
export async function consentValues(request: AuthorizationRequest, session: Session, deps: Deps) {
  const { address, scopes } = request;
  const { client } = address;
  const inBrowser = request.responseType === 'token';
  const host = redirectHost(address.uri);
  const homepage = client.homepage === undefined ? undefined : new URL(client.homepage);
  const local = isLoopback(address.uri);
  return {
    ...(await askedValues({ client, scopes }, session, deps)),
    ...(inBrowser ? { inBrowser, lastsSeconds: implicitSeconds(client, deps.lifetimes) } : {}),
    outOfBand: isOutOfBand(address),
    local,
    redirectHost: host,
    otherSite: !local && homepage !== undefined && host !== undefined && !sameSite(homepage.host, host),
  };
}

/** Who asks, and what it will and will not be able to do, wherever the answer goes. */
export async function askedValues(
  { client, scopes }: { readonly client: Client; readonly scopes: readonly string[] },
  session: Session,
  deps: Deps,
) {
  const [catalogue, verified, consents] = await Promise.all([
    deps.scopes.list(),
    isVerified(client, deps),
    deps.consents.list(session.user.id),
  ]);
  const described = (name: string) => catalogue.find((scope) => scope.name === name) ?? { name, description: name };
  const homepage = client.homepage === undefined ? undefined : new URL(client.homepage);
  return {
    application: client.name,
    initial: initialOf(client.name),
    owner: client.ownerName,
    verified,
    homepage: homepage && { url: homepage.href, host: homepage.host },
    ageDays: Math.max(0, Math.floor((deps.now().getTime() - client.createdAt.getTime()) / DAY)), // two clocks may disagree
    used: consents.some((consent) => consent.client.id === client.id),
    scopes: scopes.map(described),
    others: catalogue
      .filter((scope) => scope.offered && !scopes.includes(scope.name))
      .slice(0, Math.max(1, LINES - scopes.length))
      .map((scope) => scope.description),
    lastsSeconds: lastsSeconds(client, deps),
  };
}

function lastsSeconds(client: Client, { lifetimes }: Deps): number | undefined {
  return accessTokenSeconds(client, lifetimes) === undefined ? undefined : familySeconds(client, lifetimes) - 600;
}

function sameSite(homepage: string, host: string): boolean {
  return host === homepage || host.endsWith(`.${homepage}`) || homepage.endsWith(`.${host}`);
}
