import type { Client } from './model/client.ts';
import type { Parameters } from './parameters.ts';

/** What a request says of who sends it: its parameters and its Authorization header. */
export type ClientRequest = { readonly parameters: Parameters; readonly authorization: string | undefined };

/** What was presented: a client_id and, except for public clients, something only that client has. */
export type Presented = { readonly clientId: string; readonly secret: string | undefined };

/** One way to authenticate a client (RFC 6749 §2.3, RFC 7591 §2). */
export type ClientAuthMethod = {
  /** The registered name: token_endpoint_auth_method. */
  readonly name: string;
  /** Whether the request tries this way at all: only one way may be tried. */
  tried(request: ClientRequest): boolean;
  /** What was presented; undefined where it cannot be read. */
  read(request: ClientRequest): Presented | undefined;
  /** Whether this client may authenticate this way, and is who it says. `now` is the time of the request. */
  accepts(client: Client, presented: Presented, now: Date): boolean;
};
