import type { MintedAccessToken } from './access-token.ts';
import type { FamilyFacts, Issued, TokenBinding } from './issued.ts';
import type { RequestOrigin } from './request-origin.ts';

/** The wire name of the grant (RFC 8693 §2.1). */
export const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** A live access token that somebody wants to exchange, or who acts. */
export type ExchangedToken = {
  readonly clientId: string;
  /** Undefined: a client got it for itself. */
  readonly userId: string | undefined;
  readonly subject: string;
  /** By present names. */
  readonly scope: string;
  /** How long it lives; undefined: until it is ended. */
  readonly seconds: number | undefined;
  readonly binding: TokenBinding | undefined;
  readonly facts: FamilyFacts | undefined;
  /** Digests of the tokens that it was exchanged from, and those before them. */
  readonly parents: readonly Buffer[];
};

/** What an exchange gives: a family of its own, with one access token, which lives only while all its parents do. */
export type Exchange = {
  readonly id: string;
  readonly clientId: string;
  readonly revision: number;
  /** Digest of the token that is exchanged. */
  readonly subject: Buffer;
  /** Those that it will live with: the subject token, that of who acts, and what these were exchanged from. */
  readonly parents: readonly Buffer[];
  readonly scopes: readonly string[];
  readonly access: MintedAccessToken & { readonly seconds: number };
  readonly facts: FamilyFacts;
  readonly from: RequestOrigin;
};

export type Exchanged =
  | { readonly outcome: 'exchanged'; readonly issued: Issued }
  /** A token has ended meanwhile, or ends before the new one would; or the application is not for this person. */
  | { readonly outcome: 'refused' }
  /** Neither did the person allow this application so much, nor is it trusted. */
  | { readonly outcome: 'not-consented' }
  | { readonly outcome: 'stale' };

/** Each is one statement. */
export type TokenExchangeStore = {
  find(hash: Buffer): Promise<ExchangedToken | undefined>;
  /** Looks at all of it again, and stores family and token. */
  exchange(exchange: Exchange): Promise<Exchanged>;
};
