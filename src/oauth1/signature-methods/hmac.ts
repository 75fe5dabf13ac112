import { digest, equal, hmac } from '../../secrets.ts';
import { encode } from '../base-string.ts';
import type { SignatureMethod } from '../signature-method.ts';

/** RFC 5849 §3.4.2, and the same with SHA-256, which libraries have added to it. */
export const hmacSha1: SignatureMethod = hmacMethod('HMAC-SHA1', 'sha1');
export const hmacSha256: SignatureMethod = hmacMethod('HMAC-SHA256', 'sha256');

function hmacMethod(name: string, algorithm: 'sha1' | 'sha256'): SignatureMethod {
  return {
    name,
    exposesSecrets: false,
    accepts({ baseString, signature }, { consumerSecret, tokenSecret }) {
      const own = hmac(algorithm, `${encode(consumerSecret)}&${encode(tokenSecret)}`, baseString);
      return equal(digest(own), digest(signature));
    },
  };
}
