import { createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';

/** HMAC in base64 under a secret that somebody else holds too (RFC 5849 §3.4.2). */
export function hmac(algorithm: 'sha1' | 'sha256', secret: string, text: string): string {
  return createHmac(algorithm, secret).update(text).digest('base64');
}

/** Whether this base64 is the signature of the text by RSASSA-PKCS1-v1_5 with SHA-1 (RFC 5849 §3.4.3). */
export function isRsaSha1(publicKey: string, text: string, signature: string): boolean {
  return verifySignature('sha1', Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
}

/** The length in bits of an RSA public key in PEM form, or of that of a certificate; undefined where it is none. */
export function rsaKeyBits(pem: string): number | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined;
  } catch {
    return undefined;
  }
}
