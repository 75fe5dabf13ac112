import type { Certificate } from '../secrets.ts';
import type { AssertionFault } from './client-assertion.ts';
import type { PresentedProof } from './dpop.ts';
import type { Client } from './model/client.ts';
import type { Parameters } from './parameters.ts';
import type { JwtFault } from './verify-jwt.ts';

/** What a request says of who sends it: its parameters, its Authorization header, the certificate of its connection, and its proof. */
export type ClientRequest = {
  readonly parameters: Parameters;
  readonly authorization: string | undefined;
  readonly certificate?: Certificate | undefined;
  readonly proof?: PresentedProof | undefined;
};

/** What was presented: a client_id and, except for public clients, something only that client has. */
export type Presented = { readonly clientId: string; readonly secret: string | undefined; readonly assertion?: string };

/**
 * What proved who a client is. It need not be a secret: a kind that tokens can be bound to, as a key or a certificate, brings
 * along what it is bound by.
 */
export type Evidence = { readonly kind: 'name' } | { readonly kind: 'secret' } | { readonly kind: 'key' };

/** Nothing is proved, and why: for the owner of the client alone. `sent` is what was at fault, never a secret. */
export type NotProved = {
  readonly kind: 'refused';
  readonly why: `assertion-${JwtFault | AssertionFault | 'workload'}` | 'certificate-other';
  readonly sent: string | undefined;
};

/** One way to authenticate a client (RFC 6749 §2.3, RFC 7591 §2). */
export type ClientAuthMethod = {
  /** The registered name: token_endpoint_auth_method. */
  readonly name: string;
  /** The request only names its client, and the connection may prove the rest: which of these it is, the client's registration says. */
  readonly byName?: true;
  /** Whether the request tries this way at all: only one way may be tried. */
  tried(request: ClientRequest): boolean;
  /** What was presented; undefined where it cannot be read. */
  read(request: ClientRequest): Presented | undefined;
  /**
   * What proves that this client sent it; undefined: nothing does. Whether the client may prove itself this way is not asked
   * here (Client.authMethods). `now` is the time of the request, which may be decided more than once.
   */
  authenticate(
    client: Client,
    presented: Presented,
    now: Date,
    request: ClientRequest,
  ): Promise<Evidence | NotProved | undefined>;
};
