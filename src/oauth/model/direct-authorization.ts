import type { MintedAccessToken } from './access-token.ts';
import type { Browser } from './authorization.ts';
import type { MintedCode } from './authorization-code.ts';
import type { FamilyFacts, Issued } from './issued.ts';
import type { MintedRefreshToken } from './refresh-token.ts';
import type { RequestOrigin } from './request-origin.ts';

/** A family that begins with its tokens, without a code in between (RFC 6749 §4.2, RFC 6749 §4.3). */
export type DirectAuthorization = {
  readonly id: string;
  /** The wire name of the grant. */
  readonly grant: string;
  readonly clientId: string;
  readonly revision: number;
  readonly scopes: readonly string[];
  readonly access: MintedAccessToken;
  readonly refresh: MintedRefreshToken | undefined;
  readonly from: RequestOrigin;
  /** What few families have; the store adds how a person in a browser was authenticated. */
  readonly facts?: FamilyFacts | undefined;
  /** One beside its tokens (OpenID Connect Core 1.0 §3.3), and how long anything that comes of it can live, in seconds. */
  readonly hybrid?: { readonly code: MintedCode; readonly seconds: number } | undefined;
};

export type IssuedDirectly =
  | { readonly outcome: 'issued'; readonly issued: Issued }
  /** It was issued before: the same decision came again. */
  | { readonly outcome: 'again' }
  /** The person or their session is not what it was; nothing was stored. */
  | { readonly outcome: 'refused' }
  /** It is for some groups of people, and this person is in none of them; nothing was stored. */
  | { readonly outcome: 'not-admitted' }
  /** The client is not what it was; nothing was stored. */
  | { readonly outcome: 'stale' };

/**
 * Each is one statement, which looks at person and client again and stores the family with its tokens, and what the
 * person finds under "Authorized applications". Nothing of it is ever taken for an approval that may be remembered.
 */
export type DirectAuthorizationStore = {
  /** For a person who has just given a password; `passwordChangedAt` as it was when that was checked. */
  issueToPerson(
    authorization: DirectAuthorization,
    person: { readonly userId: string; readonly passwordChangedAt: Date | undefined },
  ): Promise<IssuedDirectly>;
  /** For the person who is signed in there, once however often the same id comes. */
  issueToBrowser(authorization: DirectAuthorization, browser: Browser): Promise<IssuedDirectly>;
};
