import { randomUUID } from '../../secrets.ts';
import { reaches } from '../acr.ts';
import { isProved } from '../confirm.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import { familyFacts } from '../family-facts.ts';
import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import { readAccessToken } from '../jwt-access-token.ts';
import type { Client } from '../model/client.ts';
import type { Actor, Confirmation, FamilyFacts } from '../model/issued.ts';
import type { SignedTokenStore } from '../model/signed-token.ts';
import type { Keyring } from '../model/signing-key.ts';
import { type ExchangedToken, TOKEN_EXCHANGE, type TokenExchangeStore } from '../model/token-exchange.ts';
import type { Parameters } from '../parameters.ts';
import { asAsked, carriedScopes, namedScopes } from '../requested-scopes.ts';
import { requestedResources, scopesFor } from '../target.ts';

/** RFC 8693 §3 */
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const LONGEST = 3600; // seconds, where neither token would end by itself
const MOST_PARENTS = 10; // RFC 8693 §4.1: a chain of who acts for whom, whose end nobody would see

export type ExchangeDeps = {
  readonly tokenExchanges: TokenExchangeStore;
  readonly signedTokens: Pick<SignedTokenStore, 'check'>;
  readonly issueTokens: IssueTokens;
  readonly keyring: Pick<Keyring, 'verify'>;
};

/**
 * An access token of a person that another application got, for one that this application uses in that person's name
 * (RFC 8693 §2.1). It can do no more and lives no longer than what it came of, and says who acts. An administrator names the applications
 * whose tokens are taken; the person must have allowed this one what it asks for, or an administrator trusts it.
 */
export function tokenExchangeGrant({ tokenExchanges, signedTokens, issueTokens, keyring }: ExchangeDeps): Grant {
  const find = async (value: string) => {
    const read = await readAccessToken(value, keyring);
    return read?.kind === 'stored' ? { hash: read.hash, token: await tokenExchanges.find(read.hash) } : undefined;
  };
  const actorOf = async (client: Client, parameters: Parameters, proved: Confirmation): Promise<Acting> => {
    const value = tokenParameter(parameters, 'actor_token');
    if (value === undefined) return { subject: client.id, parents: [] };
    const read = await readAccessToken(value, keyring);
    const own = read?.kind === 'signed' && read.token.clientId === client.id ? read.token : undefined;
    // Its keys are proved: what is asked is whether it lives.
    const alive = own && isProved(own.binding?.cnf, proved) && signedTokens.check({ ...own, binding: undefined }, []);
    if (await alive) {
      return { subject: client.id, parents: [] }; // it ends with its application, as all that comes of it
    }
    const token = read?.kind === 'stored' ? await tokenExchanges.find(read.hash) : undefined;
    if (read?.kind !== 'stored' || token?.clientId !== client.id || !isProved(token.binding?.cnf, proved)) {
      throw new OAuthError('actor-token-not-accepted');
    }
    return { subject: token.subject, parents: [...token.parents, read.hash] };
  };
  return {
    name: TOKEN_EXCHANGE,
    responseTypes: [],
    confidentialOnly: true,
    offered: false,
    async exchange({ client, parameters, from, confirmation, proved }) {
      const wanted = parameters.get('requested_token_type');
      if (wanted !== undefined && wanted !== ACCESS_TOKEN) throw new OAuthError('token-type-unsupported', wanted);
      const value = tokenParameter(parameters, 'subject_token');
      if (value === undefined) throw new OAuthError('subject-token-missing');
      const resources = requestedResources(client, parameters, ['resource', 'audience']);
      const { hash, token } = (await find(value)) ?? {};
      if (!hash || !token) throw refused(client, 'not-named');
      const fault = faultOf(token, client, proved);
      if (fault) throw refused(client, fault);
      const actor = await actorOf(client, parameters, proved);
      const parents = [...token.parents, hash, ...actor.parents];
      if (parents.length > MOST_PARENTS) throw refused(client, 'chain');

      const asked = parameters.get('scope');
      const scopes = narrowed(client, token, { asked, kept: scopesFor(resources) });
      const minted = issueTokens.accessToken(client, { confirmation, resources });
      // A second less: the statement comes later than the look at the token.
      const left = Math.floor((token.seconds ?? LONGEST) - 1);
      const seconds = Math.min(minted.seconds ?? LONGEST, left);
      if (seconds < 1) throw refused(client, 'ended');
      // Who names no resource gets no more than the token was for.
      const aud = minted.binding?.aud ?? token.binding?.aud;
      // It is bound to what the other was bound to, and was proved, and to the key of this application.
      const cnf = token.binding?.cnf && { cnf: { ...token.binding.cnf, ...confirmation } };
      const binding = minted.binding || aud || cnf ? { ...minted.binding, ...(aud && { aud }), ...cnf } : undefined;
      const access = { ...minted, seconds, binding };
      const exchanged = await tokenExchanges.exchange({
        id: randomUUID(),
        clientId: client.id,
        revision: client.revision,
        subject: hash,
        parents,
        scopes,
        access,
        facts: factsOf(client, token, { actor, aud }),
        from,
      });
      if (exchanged.outcome === 'stale') throw new StaleClient();
      if (exchanged.outcome === 'not-consented')
        throw new OAuthError('exchange-not-consented', undefined, { certain: true });
      if (exchanged.outcome === 'refused') throw refused(client, 'ended', { certain: true });
      const issued = asAsked(exchanged.issued, client, asked);
      const answer = await issueTokens.answer({ client, access, refresh: undefined, issued });
      return { ...answer, issued_token_type: ACCESS_TOKEN };
    },
  };
}

type Acting = { readonly subject: string; readonly parents: readonly Buffer[] };

/** A token with its type beside it (RFC 8693 §2.1); undefined where it was not sent. */
function tokenParameter(parameters: Parameters, name: 'subject_token' | 'actor_token'): string | undefined {
  const value = parameters.get(name);
  const type = parameters.get(`${name}_type`);
  if (value === undefined && type === undefined) return undefined;
  if (type !== ACCESS_TOKEN) throw new OAuthError('token-type-unsupported', type ?? `no ${name}_type`);
  return value;
}

/**
 * Why a token was not taken, for the owner of the application that sent it: of another's that is not named for this nothing is said.
 * `sign-in-unknown`: its family keeps no sign-in, for it was asked for without `openid`.
 */
export type WhyNotExchanged = 'not-named' | 'person' | 'key' | 'factor' | 'sign-in-unknown' | 'chain' | 'ended';

function refused({ id }: Client, why: WhyNotExchanged, certain: { readonly certain?: boolean } = {}): OAuthError {
  return new OAuthError('subject-token-not-accepted', undefined, {
    forOwner: { clientId: id, sent: why },
    ...certain,
  });
}

/** It must be a person's, known as surely as this one needs it, of an application that an administrator named, and bound to no key that the request does not prove. */
function faultOf(
  { clientId, userId, binding, facts }: ExchangedToken,
  { metadata }: Client,
  proved: Confirmation,
): WhyNotExchanged | undefined {
  if (!metadata.exchangesFrom.includes(clientId)) return 'not-named';
  if (userId === undefined) return 'person';
  if (!isProved(binding?.cnf, proved)) return 'key';
  if (!metadata.requireFactor) return undefined;
  if (facts?.auth === undefined) return 'sign-in-unknown'; // nobody knows: as if it was the password alone
  return reaches(facts.auth.amr ?? [], 'aal2') ? undefined : 'factor';
}

/** No more than the token may, the client may have by this grant, and the resources carry; nobody stays connected by it. */
function narrowed(
  client: Client,
  token: ExchangedToken,
  { asked, kept }: { readonly asked: string | undefined; readonly kept: readonly string[] | undefined },
): readonly string[] {
  const granted = token.scope === '' ? [] : token.scope.split(' ');
  const may = carriedScopes(client, TOKEN_EXCHANGE, granted).filter(
    (name) => name !== 'offline_access' && (kept?.includes(name) ?? true),
  );
  if (asked === undefined) return may;
  const scopes = namedScopes(client, asked);
  if (!scopes.every((name) => may.includes(name))) throw new OAuthError('scope-wider-than-granted', asked);
  return scopes;
}

/** Who acts now, before whoever acted until now (RFC 8693 §4.1); how the person signed in stays true. */
function factsOf(
  client: Client,
  token: ExchangedToken,
  { actor, aud }: { readonly actor: Acting; readonly aud: readonly string[] | undefined },
): FamilyFacts {
  const before = token.facts?.act;
  const act: Actor = { sub: actor.subject, ...(before && { act: before }) };
  const auth = token.facts?.auth;
  return { ...familyFacts(client, { scopes: [] }), ...(auth && { auth }), ...(aud && { resources: aud }), act };
}
