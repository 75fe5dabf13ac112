import { isRsaSha1 } from '../../secrets.ts';
import type { SignatureMethod } from '../signature-method.ts';

/** RFC 5849 §3.4.3: for consumers that registered a key. Neither secret is part of it. */
export const rsaSha1: SignatureMethod = {
  name: 'RSA-SHA1',
  exposesSecrets: false,
  accepts({ baseString, signature }, { rsaPublicKey }) {
    return rsaPublicKey !== undefined && isRsaSha1(rsaPublicKey, baseString, signature);
  },
};
