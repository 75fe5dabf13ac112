import { digest, equal } from '../../secrets.ts';
import { encode } from '../base-string.ts';
import type { SignatureMethod } from '../signature-method.ts';

/** RFC 5849 §3.4.4: the secrets themselves, for consumers that an administrator allowed it. */
export const plaintext: SignatureMethod = {
  name: 'PLAINTEXT',
  exposesSecrets: true,
  accepts({ signature }, { consumerSecret, tokenSecret, plaintextAllowed }) {
    const own = `${encode(consumerSecret)}&${encode(tokenSecret)}`;
    return equal(digest(own), digest(signature)) && plaintextAllowed;
  },
};
