import { constants, createPrivateKey, type SignKeyObjectInput, sign } from 'node:crypto';

/** Signs these bytes; at once, or aside from the event loop. */
export type Sign = (input: Buffer) => Buffer | Promise<Buffer>;

/** A private key (a JWK in JSON) that signs with a JWS algorithm (RFC 7518 §3.3 to §3.5, RFC 8037 §3.1). */
export function signWith(alg: 'RS256' | 'ES256' | 'PS256' | 'EdDSA', privateJwk: string): Sign {
  const key = createPrivateKey({ key: JSON.parse(privateJwk), format: 'jwk' });
  switch (alg) {
    // Some 40 us: to hand it to another thread and to hear of it takes this one as long.
    case 'ES256':
      return (input) => sign('sha256', input, { key, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return (input) => sign(null, input, key);
    case 'RS256':
      return aside({ key });
    case 'PS256':
      return aside({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  }
}

/** On a thread of libuv: RSA takes half a millisecond and more, in which this process would answer nobody. */
function aside(key: SignKeyObjectInput): Sign {
  return (input) =>
    new Promise((done, failed) => {
      sign('sha256', input, key, (error, signed) => (error ? failed(error) : done(signed)));
    });
}
