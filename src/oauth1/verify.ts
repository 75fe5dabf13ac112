import { digest, randomSecret } from '../secrets.ts';
import { baseString } from './base-string.ts';
import { OAuth1Error } from './errors.ts';
import type { FoundSigner, Nonce, Signer } from './model/signer.ts';
import type { SignatureMethod } from './signature-method.ts';
import type { SignedRequest } from './signed-request.ts';

/** How far the timestamp may be from the clock, before or after, in seconds. */
const WINDOW = 300;
const LONGEST_NONCE = 256;

/** A request whose signature is right. Its nonce is not used up yet: the statement that acts on it does that. */
export type Verified = {
  readonly consumerKey: string;
  /** Undefined for PLAINTEXT where the consumer sends none (RFC 5849 §3.1). */
  readonly nonce: Nonce | undefined;
};

/**
 * Checks who signed (RFC 5849 §3.2): version, method, timestamp, signature. `find` looks up the secrets of consumer and
 * token, and the time. Unknown, dead and wrong are one refusal, after the same work; it shows the text that we would have
 * signed, which has nothing in it but what was sent.
 */
export async function verify(
  request: SignedRequest,
  {
    methods,
    find,
  }: { readonly methods: readonly SignatureMethod[]; readonly find: (consumerKey: string) => Promise<FoundSigner> },
): Promise<Verified> {
  const version = request.get('oauth_version');
  if (version !== undefined && version !== '1.0') throw new OAuth1Error('oauth1-version-unsupported', version);
  const consumerKey = request.require('oauth_consumer_key');
  const name = request.require('oauth_signature_method');
  const method = methods.find((each) => each.name === name);
  if (!method) throw new OAuth1Error('oauth1-method-unsupported', name);
  if (method.exposesSecrets && (request.signedInAddress || !request.address.startsWith('https://'))) {
    throw new OAuth1Error('oauth1-plaintext-exposed');
  }
  const signature = request.require('oauth_signature');
  const nonce = readNonce(request, consumerKey, method);

  const { signer, now } = await find(consumerKey);
  if (nonce && Math.abs(nonce.timestamp - now) > WINDOW) {
    throw new OAuth1Error('oauth1-timestamp-refused', `${nonce.timestamp}; it is ${Math.floor(now)} here`);
  }
  const text = baseString(request.method, request.address, request.parameters);
  const accepted = method.accepts({ baseString: text, signature }, signer ?? nobody());
  if (!signer || !accepted) throw new OAuth1Error('oauth1-not-accepted', `the text to sign is ${text}`);
  return { consumerKey, nonce };
}

/** The digest of what may come once only: of decoded values, so that no other spelling is another nonce. */
function readNonce(request: SignedRequest, consumerKey: string, method: SignatureMethod): Nonce | undefined {
  const [timestamp, nonce] = [request.get('oauth_timestamp'), request.get('oauth_nonce')];
  if (method.exposesSecrets && timestamp === undefined && nonce === undefined) return undefined;
  const [given, value] = [request.require('oauth_timestamp'), request.require('oauth_nonce')];
  if (!/^[1-9]\d{0,11}$/.test(given)) throw new OAuth1Error('oauth1-parameter-malformed', 'oauth_timestamp');
  if (value.length > LONGEST_NONCE) throw new OAuth1Error('oauth1-parameter-malformed', 'oauth_nonce');
  const about = JSON.stringify([consumerKey, request.get('oauth_token') ?? '', given, value]);
  return { hash: digest(about), timestamp: Number(given) };
}

/** Stands in for a signer that is not there. */
function nobody(): Signer {
  return { consumerSecret: randomSecret(), tokenSecret: '', rsaPublicKey: undefined, plaintextAllowed: false };
}
