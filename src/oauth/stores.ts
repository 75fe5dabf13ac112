import type { AccessTokenStore } from './model/access-token.ts';
import type { AssertedAuthorizationStore } from './model/asserted-authorization.ts';
import type { AuthorizationStore } from './model/authorization.ts';
import type { AuthorizationCodeStore } from './model/authorization-code.ts';
import type { GrantedDetails } from './model/authorization-details.ts';
import type { ClientStore } from './model/client.ts';
import type { ClientChainStore } from './model/client-chain.ts';
import type { DeviceCodeStore } from './model/device-code.ts';
import type { DirectAuthorizationStore } from './model/direct-authorization.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import type { RefreshTokenStore } from './model/refresh-token.ts';
import type { RefusedGrantStore } from './model/refused-grant.ts';
import type { SignedTokenStore } from './model/signed-token.ts';
import type { TokenExchangeStore } from './model/token-exchange.ts';

/** What the protocol asks of a database. A method is one transaction, and its verb is the guarantee. */
export type Stores = {
  readonly clients: ClientStore;
  readonly grantedDetails: GrantedDetails;
  readonly assertedAuthorizations: AssertedAuthorizationStore;
  readonly authorizations: AuthorizationStore;
  readonly codes: AuthorizationCodeStore;
  readonly directAuthorizations: DirectAuthorizationStore;
  readonly refreshTokens: RefreshTokenStore;
  readonly deviceCodes: DeviceCodeStore;
  readonly pushedRequests: PushedRequestStore;
  readonly clientChains: ClientChainStore;
  readonly accessTokens: AccessTokenStore;
  readonly signedTokens: SignedTokenStore;
  readonly tokenExchanges: TokenExchangeStore;
  readonly refusedGrants: RefusedGrantStore;
};
