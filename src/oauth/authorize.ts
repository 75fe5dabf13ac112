import { digest, type Keys, randomToken, randomUUID, tokenFrom } from '../secrets.ts';
import type { OAuthError } from './errors.ts';
import { familyFacts } from './family-facts.ts';
import type { TokenResponse } from './grant.ts';
import { issueImplicitly } from './grants/implicit.ts';
import { familySeconds, type IssueTokens, type Lifetimes } from './issue-tokens.ts';
import type { AuthorizationStore, Browser, NewAuthorization } from './model/authorization.ts';
import type { MintedCode } from './model/authorization-code.ts';
import type { DirectAuthorizationStore } from './model/direct-authorization.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import type { AddressedRequest, AuthorizationRequest } from './read-request.ts';
import { type Carried, modeOfAnswer, type ResponseMode } from './response-mode.ts';
import { isOutOfBand } from './return-address.ts';

const OUT_OF_BAND_SECONDS = 120; // a person copies the code

/** By whose word an application gets something: the person's, given now or before, or an administrator's. */
export type Approver = 'person' | 'memory' | 'first-party';

/** What an approval gives to the application. */
export type Answer =
  | { readonly code: MintedCode }
  | { readonly token: Partial<TokenResponse>; readonly code?: MintedCode | undefined };

export type ApprovalDeps = {
  readonly keys: Keys;
  readonly lifetimes: Lifetimes;
  readonly issueTokens: IssueTokens;
  readonly authorizations: Pick<AuthorizationStore, 'approve' | 'approveRemembered'>;
  readonly directAuthorizations: DirectAuthorizationStore;
  readonly pushedRequests: Pick<PushedRequestStore, 'use'>;
};

/**
 * Stores an approval, in one statement, and says what to answer. "answered": the same decision was sent before, and what
 * it gave is used, or the request was pushed and another answer has used it; "not-remembered": the person has not allowed this, or not lately; "stale": the client has changed.
 */
export async function approve(
  request: AuthorizationRequest,
  approval: {
    readonly by: Approver;
    readonly browser: Browser & { readonly from: RequestOrigin };
    readonly decision: string | undefined;
  },
  deps: ApprovalDeps,
): Promise<Answer | 'answered' | 'not-remembered' | 'signed-out' | 'stale'> {
  const { by, browser, decision } = approval;
  const { sessionHash } = browser;
  const authorization = newAuthorization(request, { ...deps, decision });
  if (request.responseType !== 'code') {
    const { from } = browser;
    const used = await usePushed(request, decision ?? randomUUID(), deps);
    if (!used) return 'answered';
    const { code, seconds } = authorization;
    const hybrid = request.responseType.startsWith('code ') ? { code, seconds } : undefined;
    const issued = await issueImplicitly(request, { browser: { sessionHash }, decision, from, hybrid }, deps);
    if (issued.outcome === 'issued') return { token: issued.token, code: hybrid?.code };
    if (issued.outcome === 'again') return 'answered';
    if (issued.outcome === 'not-admitted') return 'stale'; // since it was looked at: it is looked at again
    return issued.outcome === 'stale' ? 'stale' : 'signed-out';
  }
  const answer = { code: authorization.code };
  if (by === 'memory') {
    const remembered = await deps.authorizations.approveRemembered(authorization, { sessionHash });
    if (remembered === 'approved') return answer;
    return remembered === 'used' ? 'answered' : remembered;
  }
  const approved = await deps.authorizations.approve(authorization, { sessionHash });
  if (approved.outcome === 'again') return approved.usable ? answer : 'answered';
  return approved.outcome === 'approved' ? answer : approved.outcome;
}

/**
 * Uses up the request, where it was pushed; `by`: what answers it. False: something else has answered it (RFC 9126 §7.3). A
 * code does this where it is stored.
 */
export async function usePushed(
  { via }: AddressedRequest,
  by: string,
  { pushedRequests }: Pick<ApprovalDeps, 'pushedRequests'>,
): Promise<boolean> {
  return via.kind !== 'reference' || pushedRequests.use(via.hash, digest(by));
}

/**
 * What brings an answer home: to the redirect URI (RFC 6749 §3.1.2), in the response mode that was asked for or that the
 * response type says, with the state as it was sent and the issuer (RFC 9207 §2).
 */
export async function carryAnswer(
  { address, parameters }: AddressedRequest,
  answer: Answer | { readonly error: OAuthError },
  { issuer, responseModes }: { readonly issuer: string; readonly responseModes: readonly ResponseMode[] },
): Promise<Carried> {
  const fields = new URLSearchParams();
  if ('error' in answer) {
    fields.set('error', answer.error.code);
    fields.set('error_description', answer.error.description);
    fields.set('error_uri', `${issuer}/docs/errors/${answer.error.rule}`);
  } else {
    if (answer.code) fields.set('code', answer.code.value);
    const { created_at: _, ...token } = 'token' in answer ? answer.token : {};
    for (const [name, value] of Object.entries(token)) fields.set(name, String(value));
  }
  const state = stateOf(parameters);
  if (state !== undefined) fields.set('state', state);
  fields.set('iss', issuer);
  const { mode, responseType } = modeOfAnswer(parameters, address.uri, responseModes);
  return mode.carry(address.uri, fields, { client: address.client, responseType });
}

/**
 * The code of a decision is derived from it, so that a decision sent twice has one code; without a decision, where consent
 * is remembered, it is random.
 */
function newAuthorization(
  request: AuthorizationRequest,
  { decision, keys, lifetimes }: { decision: string | undefined; keys: Keys; lifetimes: Lifetimes },
): NewAuthorization {
  const { address, scopes, wording, challenge, keyThumbprint, via } = request;
  const { client } = address;
  const value = decision === undefined ? randomToken('ac') : tokenFrom('ac', keys.mac('authorization-code', decision));
  return {
    id: randomUUID(),
    clientId: client.id,
    revision: client.revision,
    scopes,
    seconds: familySeconds(client, lifetimes),
    facts: familyFacts(client, request),
    requestHash: via.kind === 'reference' ? via.hash : undefined,
    code: {
      value,
      hash: digest(value),
      seconds: isOutOfBand(address) ? OUT_OF_BAND_SECONDS : (client.codeSeconds ?? lifetimes.codeSeconds),
      redirectUri: address.sentUri,
      registeredUri: address.registeredUri,
      wording,
      challenge,
      keyThumbprint,
    },
  };
}

/** The state to send back: an empty one too, since old clients send it; a repeated or too long one not at all. */
function stateOf(parameters: AddressedRequest['parameters']): string | undefined {
  try {
    return parameters.get('state') ?? (parameters.has('state') ? '' : undefined);
  } catch {
    return undefined;
  }
}
