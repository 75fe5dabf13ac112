import type { MintedAccessToken } from './access-token.ts';
import type { FamilyFacts, Issued } from './issued.ts';
import type { RequestOrigin } from './request-origin.ts';

/** Whom somebody else's issuer names: by an address, or by the id that they have here. */
export type AssertedPerson = { readonly email: string } | { readonly id: string };

/** A family of a person who is not there: an issuer that an administrator trusts speaks for them (RFC 7523 §2.1). */
export type AssertedAuthorization = {
  readonly id: string;
  /** The wire name of the grant. */
  readonly grant: string;
  readonly clientId: string;
  readonly revision: number;
  readonly scopes: readonly string[];
  readonly access: MintedAccessToken & { readonly seconds: number };
  readonly facts: FamilyFacts | undefined;
  readonly from: RequestOrigin;
  /** By which the assertion is known until it has expired. */
  readonly assertion: { readonly hash: Buffer; readonly expiresAt: Date };
};

export type IssuedByAssertion =
  | { readonly outcome: 'issued'; readonly issued: Issued }
  /** The assertion was used before. */
  | { readonly outcome: 'repeated' }
  /** The person, their consent, or whom the application is for, is not what it was. */
  | { readonly outcome: 'refused' }
  | { readonly outcome: 'stale' };

/** Each is one statement. */
export type AssertedAuthorizationStore = {
  /** An active person for whom this application is, and what they allowed it on its page, by present names; undefined: there is none. */
  find(
    person: AssertedPerson,
    clientId: string,
  ): Promise<{ readonly userId: string; readonly scopes: readonly string[] | undefined } | undefined>;
  /** Looks at all of it again, uses the assertion up, and stores family and token. */
  issue(authorization: AssertedAuthorization, userId: string): Promise<IssuedByAssertion>;
};
