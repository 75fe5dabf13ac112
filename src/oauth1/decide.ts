import { isDecision, newDecision, type Pressed } from '../oauth/decision.ts';
import type { Keys } from '../secrets.ts';
import { approveRequest, type Decided, denyRequest, findPendingRequest } from './authorize.ts';
import type { PendingRequest, RequestTokenStore } from './model/request-token.ts';

/** The page that asks: its address, the token in that, and the session that it was shown to. */
export type ConsumerPage = { readonly url: string; readonly token: string; readonly sessionHash: Buffer };

/** Where a decision leads and whose it was about; undefined: there was nothing to decide. Or why the person is asked again. */
export type ConsumerOutcome =
  | { readonly ask: 'tooOld' | 'choose' | 'changed' }
  | { readonly consumer: string; readonly decided: Decided | undefined };

type Clocked = { readonly keys: Keys; readonly now: Date };

/** What a person is shown of a request and decides about. */
type Shown = ReturnType<typeof asShown>;

/** The decision of a form, which carries along what it is about: nothing else can be approved with it (S005). */
export function newConsumerDecision(pending: PendingRequest, page: ConsumerPage, context: Clocked): string {
  const about = Buffer.from(JSON.stringify(asShown(pending))).toString('base64url');
  return `${newDecision(signedAs(page, about), context)}.${about}`;
}

/** Does what the person decided about a consumer's request (RFC 5849 §2.2), if that is still what they were shown. */
export async function decideConsumer(
  { shown: value, decision: button }: Pressed,
  page: ConsumerPage,
  deps: Clocked & { readonly requestTokens: RequestTokenStore },
): Promise<ConsumerOutcome> {
  const shown = readShown(value, page, deps);
  if (!shown) return { ask: 'tooOld' };
  const { token, sessionHash } = page;
  const browser = { token, sessionHash };
  if (button === 'deny') return { consumer: shown.name, decided: await denyRequest(browser, deps) };
  if (button !== 'authorize') return { ask: 'choose' };
  // None that waits: it was decided before, perhaps by the first of two clicks, and leads to the same place again.
  const pending = await findPendingRequest(token, deps);
  if (pending && JSON.stringify(asShown(pending)) !== JSON.stringify(shown)) return { ask: 'changed' };
  return { consumer: shown.name, decided: await approveRequest({ ...browser, scopes: shown.scopes }, deps) };
}

function asShown({ consumer: { key, name, homepage, ownerName }, scopes, callbackUrl = 'oob' }: PendingRequest) {
  return { key, name, homepage, ownerName, scopes, callbackUrl };
}

function readShown(value: string, page: ConsumerPage, context: Clocked): Shown | undefined {
  const at = value.lastIndexOf('.');
  const about = value.slice(at + 1);
  if (!isDecision(value.slice(0, Math.max(at, 0)), signedAs(page, about), context)) return undefined;
  return JSON.parse(Buffer.from(about, 'base64url').toString()); // ours: the decision proves it
}

function signedAs({ url, sessionHash }: ConsumerPage, about: string) {
  return { sessionHash, url: `${url}\n${about}` };
}
