import type { Keys } from '../secrets.ts';
import { isDecision, newDecision } from './decision.ts';

/** What a person did for a request on the way to it. Who signed in has chosen the account too. */
export type Deed = 'chosen' | 'signed-in';

/** The parameter of our own addresses that says so: no client sends it, and nothing is answered with it. */
const PROOF = 'interaction_proof';
const SECONDS = 300;

type Context = { readonly sessionHash: Buffer; readonly keys: Keys; readonly now: Date };

/**
 * The query of a request with the proof that its person has just done this for it. An HMAC binds it to the session, which
 * signing in has made anew, and to the whole query. So an address that was called before, or belongs to another request or
 * browser, proves nothing.
 */
export function withProof(query: URLSearchParams, deed: Deed, { sessionHash, keys, now }: Context): URLSearchParams {
  const proven = withoutProof(query);
  const decision = newDecision({ sessionHash, url: proofOf(deed, proven) }, { keys, now });
  proven.set(PROOF, `${deed}.${decision}`);
  return proven;
}

/** The query as the client sent it. */
export function withoutProof(query: URLSearchParams): URLSearchParams {
  const sent = new URLSearchParams(query);
  sent.delete(PROOF);
  return sent;
}

/** Whether the address of a request could have a proof in it: hardly any has, and to read a query takes time. */
export function mayHaveProof(url: string): boolean {
  return url.includes(PROOF);
}

/** What the person of this session did for exactly this request in the last five minutes. */
export function readProof(query: URLSearchParams, { sessionHash, keys, now }: Context): Deed | undefined {
  const [, deed, decision] = /^(chosen|signed-in)\.(.+)$/.exec(query.get(PROOF) ?? '') ?? [];
  if (deed === undefined || decision === undefined) return undefined;
  const shown = { sessionHash, url: proofOf(deed, withoutProof(query)) };
  return isDecision(decision, shown, { keys, now, seconds: SECONDS }) ? (deed as Deed) : undefined;
}

function proofOf(deed: string, query: URLSearchParams): string {
  return `${deed}\n${query}`;
}
