/** An OAuth client (RFC 6749 §2), which pages call an application: what its owner and the administrators registered. */
export type Client = {
  readonly id: string;
  readonly name: string;
  readonly homepage: string | undefined;
  readonly ownerId: string;
  readonly ownerName: string;
  /** RFC 6749 §2.1: can keep a secret. */
  readonly confidential: boolean;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** Wire names. */
  readonly grants: readonly string[];
  /** The one method it narrowed itself to; undefined: Basic or body. */
  readonly tokenEndpointAuthMethod: 'client_secret_basic' | 'client_secret_post' | undefined;
  readonly requirePkce: boolean;
  /** First party: consent is not asked. */
  readonly trusted: boolean;
  readonly resourceServer: boolean;
  /** Its own lifetimes; undefined: the server's. */
  readonly accessTokenSeconds: number | undefined;
  readonly refreshTokenIdleSeconds: number | undefined;
  readonly refreshTokenSeconds: number | undefined;
  readonly codeSeconds: number | undefined;
  /** "review" waits for an administrator; only "active" may do anything. */
  readonly state: 'active' | 'review' | 'disabled';
  readonly createdAt: Date;
  readonly identityChangedAt: Date;
  /** Counted up with every change of the client or its secrets; statements that issue compare it. */
  readonly revision: number;
  readonly secrets: readonly ClientSecret[];
};

export type ClientSecret = {
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  /** Its last three characters. */
  readonly hint: string;
  readonly createdAt: Date;
  /** When a replaced one stops working; undefined: live until replaced. */
  readonly expiresAt: Date | undefined;
};

/** What a developer may set; registration checks it (oauth/register-client.ts). */
export type ClientSettings = {
  readonly name: string;
  readonly homepage: string | undefined;
  readonly confidential: boolean;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly grants: readonly string[];
  readonly requirePkce: boolean;
};

/** What only an administrator may set. */
export type ClientPrivileges = {
  readonly trusted: boolean;
  readonly resourceServer: boolean;
  readonly accessTokenSeconds: number | undefined;
};

/** What the protocol asks of the table of clients: one look-up, exact as of now. */
export type ClientStore = {
  /** One statement, never a cache. */
  find(id: string): Promise<Client | undefined>;
};
