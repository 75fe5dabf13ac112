import { readAuthorizationHeader } from './authorization-header.ts';
import { type Pairs, readForm } from './base-string.ts';
import { OAuth1Error } from './errors.ts';

/** A request as it came, for an address that is known to be ours (or that a resource server says is its own). */
export type IncomingRequest = {
  readonly method: string;
  /** Scheme, host and path: what RFC 5849 §3.4.1.2 makes of the address. Never from the Host header. */
  readonly address: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** The parameters of a form body (RFC 5849 §3.4.1.3.1); none where the body is of another kind. */
  readonly body: Pairs;
  readonly authorization: string | undefined;
};

/** A request that is signed, or says so: its parameters from all three sources, none of them checked yet. */
export type SignedRequest = Pick<IncomingRequest, 'method' | 'address'> & {
  readonly parameters: Pairs;
  /** The value of a parameter that begins with oauth_; undefined where it is absent or empty. */
  get(name: ProtocolParameter): string | undefined;
  /** The value; refused where it is absent. */
  require(name: ProtocolParameter): string;
  /** Whether the signature stood in the address, which is written into logs on the way. */
  readonly signedInAddress: boolean;
};

export type ProtocolParameter =
  | 'oauth_callback'
  | 'oauth_consumer_key'
  | 'oauth_nonce'
  | 'oauth_signature'
  | 'oauth_signature_method'
  | 'oauth_timestamp'
  | 'oauth_token'
  | 'oauth_verifier'
  | 'oauth_version';

const LONGEST = 2048; // bytes

/**
 * Reads a request (RFC 5849 §3.5). Any parameter with oauth_ before its name that comes twice is refused, whatever it is
 * and wherever it stood (RFC 5849 §3.1).
 *
 * Deviation: RFC 5849 §3.5 wants all of them in one place; libraries put oauth_callback into the body and the rest into
 * the header. All are signed, wherever they stand.
 */
export function readSignedRequest(incoming: IncomingRequest): SignedRequest {
  const query = readForm(incoming.query);
  const parameters = [...readAuthorizationHeader(incoming.authorization), ...incoming.body, ...query];
  const values = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (!name.startsWith('oauth_')) continue;
    if (values.has(name)) throw new OAuth1Error('oauth1-parameter-repeated', name.slice(0, 100));
    if (Buffer.byteLength(value) > LONGEST) throw new OAuth1Error('oauth1-parameter-malformed', name.slice(0, 100));
    values.set(name, value);
  }
  const get = (name: ProtocolParameter) => values.get(name) || undefined;
  return {
    method: incoming.method,
    address: incoming.address,
    parameters,
    signedInAddress: query.some(([name]) => name === 'oauth_signature'),
    get,
    require(name) {
      const value = get(name);
      if (value === undefined) throw new OAuth1Error('oauth1-parameter-missing', name);
      return value;
    },
  };
}
