import type { AuthorizationDetail } from './model/authorization-details.ts';
import type { Client } from './model/client.ts';
import type { Confirmation } from './model/issued.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import type { Parameters } from './parameters.ts';

/** A successful token answer (RFC 6749 §5.1), as it goes over the wire. */
export type TokenResponse = {
  readonly access_token: string;
  readonly token_type: 'Bearer' | 'DPoP';
  /** Seconds; absent for a token that does not expire. */
  readonly expires_in?: number;
  readonly scope?: string;
  /** Seconds since 1970. */
  readonly created_at: number;
  /** RFC 9396 §7 */
  readonly authorization_details?: readonly AuthorizationDetail[];
  readonly refresh_token?: string;
  /** OpenID Connect Core 1.0 §3.1.3.3 */
  readonly id_token?: string;
  /** RFC 8693 §2.2.1 */
  readonly issued_token_type?: string;
};

/** One way to get tokens (RFC 6749 §1.3). */
export type Grant = {
  /** The wire name: grant_type. */
  readonly name: string;
  /** The grant that a client must be registered for, where that is another. */
  readonly registeredAs?: string;
  /** The response types of the authorization endpoint that lead to it. */
  readonly responseTypes: readonly string[];
  /** Whether only a confidential client may have it (RFC 6749 §4.4). */
  readonly confidentialOnly: boolean;
  /** One that only administrators give (RFC 9700 §2.4): developers are not offered it. */
  readonly legacy?: boolean;
  /** Its tokens can be narrowed to some of the authorization details that were granted (RFC 9396 §6.1). */
  readonly narrowsDetails?: boolean;
  /** False: developers are not offered it, for it does nothing without what administrators set beside it. */
  readonly offered?: false;
  /**
   * Exchanges what the client presents for tokens. The client is authenticated and registered for this grant. Absent
   * where the token endpoint has no part in it.
   */
  exchange?(request: {
    readonly client: Client;
    readonly parameters: Parameters;
    readonly from: RequestOrigin;
    /** The key that the request proved, to which its tokens are bound; undefined: bearer tokens. */
    readonly confirmation: Confirmation | undefined;
    /** All keys that it proved, also where its tokens are not bound to them. */
    readonly proved: Confirmation;
  }): Promise<TokenResponse>;
};
