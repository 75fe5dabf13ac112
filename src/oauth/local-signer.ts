import { base64url } from 'jose';
import { signWith } from '../secrets.ts';
import type { Signer } from './model/signing-key.ts';

/**
 * Signs with a private key (a JWK in JSON) that this process holds. The signature is OpenSSL's and not jose's, which has it from WebCrypto at several times
 * the CPU (docs/decisions/hot-path.md). Whatever is verified is verified by jose.
 */
export function localSigner({ kid, alg }: Pick<Signer, 'kid' | 'alg'>, privateJwk: string): Signer {
  const signature = signWith(alg, privateJwk);
  const headers = new Map<string, string>(); // for each of a handful of kinds
  const headerOf = (typ: string) => {
    const header = headers.get(typ) ?? base64url.encode(JSON.stringify({ alg, kid, typ }));
    headers.set(typ, header);
    return header;
  };
  return {
    kid,
    alg,
    async sign(payload, typ) {
      const input = `${headerOf(typ)}.${base64url.encode(payload)}`; // RFC 7515 §5.1
      return `${input}.${base64url.encode(await signature(Buffer.from(input, 'latin1')))}`;
    },
  };
}
