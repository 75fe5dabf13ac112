import type { MintedCode } from './authorization-code.ts';
import type { FamilyFacts } from './issued.ts';

/** What one approval gives: the family of a code and all the tokens that come of it. */
export type NewAuthorization = {
  readonly id: string;
  readonly clientId: string;
  readonly revision: number;
  readonly scopes: readonly string[];
  /** The longest that any of its tokens can live; one that does not expire makes it endless when it is issued. */
  readonly seconds: number;
  /** What few families have; the store adds how its person was authenticated. Undefined: none of it. */
  readonly facts: FamilyFacts | undefined;
  readonly code: MintedCode;
  /** Of the reference by which the request was pushed: the code uses it up. Undefined: it was not. */
  readonly requestHash: Buffer | undefined;
};

/** The browser that asks, by its session. */
export type Browser = { readonly sessionHash: Buffer };

export type Approved =
  | { readonly outcome: 'approved' }
  /** The same decision came before; its code is the same, and may be sent again while it is unused. Or the request is used up. */
  | { readonly outcome: 'again'; readonly usable: boolean }
  /** The session has ended, or the client is not what it was; nothing was stored. */
  | { readonly outcome: 'signed-out' | 'stale' };

export type Remembered =
  /** The code is stored. */
  | 'approved'
  /** Somebody is signed in who has not allowed this, or not lately. */
  | 'not-remembered'
  | 'signed-out'
  /** The request was pushed, and something else has answered it. */
  | 'used'
  /** The client is not what it was; nothing was stored. */
  | 'stale';

export type AuthorizationStore = {
  /** Stores the decision of a signed-in person: consent, authorization and code, once however often it is sent. */
  approve(authorization: NewAuthorization, browser: Browser): Promise<Approved>;
  /** In one statement: who is signed in, whether they allowed this before, and if so the authorization and its code. */
  approveRemembered(authorization: NewAuthorization, browser: Browser): Promise<Remembered>;
  /** Ends a family; `reason` is an event name. */
  revoke(id: string, reason: string): Promise<void>;
};
