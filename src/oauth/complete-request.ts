import { ACR_VALUES, type Acr, leastAcr } from './acr.ts';
import { type ClaimsRequest, readClaims } from './claims-request.ts';
import { OAuthError } from './errors.ts';
import { readHint } from './id-token-hint.ts';
import type { Scope, ScopeStore } from './model/scope.ts';
import type { Keyring } from './model/signing-key.ts';
import type { AskedClaims, AuthorizationRequest } from './read-request.ts';

export type CompletionDeps = {
  readonly keyring: Pick<Keyring, 'verify'>;
  readonly issuer: string;
  readonly scopes: Pick<ScopeStore, 'list'>;
};

/**
 * What a request says that needs a look elsewhere: whom it means, by an ID token of theirs or by their subject, and which claims it asks for by
 * name. Nothing is looked at where it says nothing of this. What this throws goes home to the client.
 */
export async function completeRequest(
  request: AuthorizationRequest,
  deps: CompletionDeps,
): Promise<AuthorizationRequest> {
  const { parameters, address, scopes } = request;
  const [hint, json] = [parameters.get('id_token_hint'), parameters.get('claims')];
  if (hint === undefined && json === undefined) return request;
  const meant = hint === undefined ? undefined : await subjectOf(hint, address.client.id, deps);
  // OpenID Connect Core 1.0 §5.5: without openid the parameter says nothing.
  const asked = json === undefined || !scopes.includes('openid') ? undefined : readClaims(json);
  const expects = [meant, asked?.subject].filter((subject) => subject !== undefined);
  const acr = higher(request.acr, asked?.acr && essential(asked.acr));
  return {
    ...request,
    ...(expects.length > 0 ? { expects } : {}),
    acr,
    ...(asked ? { claims: released(asked, request, await deps.scopes.list()) } : {}),
  };
}

/** OpenID Connect Core 1.0 §5.5.1.1: without one of these there is no answer. */
function essential(values: readonly string[]): Acr {
  const least = leastAcr(values.join(' '));
  if (least === undefined) throw new OAuthError('acr-unmet');
  return least;
}

function higher(a: Acr | undefined, b: Acr | undefined): Acr | undefined {
  return ACR_VALUES.find((value) => value === a || value === b);
}

/** An ID token of this client's own: another's would let it ask about people that it does not know. */
async function subjectOf(hint: string, clientId: string, deps: CompletionDeps): Promise<string> {
  const read = await readHint(hint, deps);
  if (!read) throw new OAuthError('id-token-hint-not-accepted');
  if (read.clientId !== clientId) throw new OAuthError('id-token-hint-other-client');
  return read.subject;
}

/** Of what is asked for, what the scopes of the application could release; the rest it learns from nobody. */
function released(
  { userinfo, idToken }: ClaimsRequest,
  { address: { client }, scopes }: AuthorizationRequest,
  catalogue: readonly Scope[],
): AskedClaims {
  const of = (names: readonly string[]) =>
    new Set(catalogue.filter(({ name }) => names.includes(name)).flatMap(({ claims }) => claims));
  const [may, does] = [of(client.scopes), of(scopes)];
  const asked = {
    userinfo: userinfo.filter((name) => may.has(name)),
    idToken: idToken.filter((name) => may.has(name)),
  };
  const all = new Set([...asked.userinfo, ...asked.idToken]);
  return { ...asked, beyond: [...all].filter((name) => !does.has(name)) };
}
