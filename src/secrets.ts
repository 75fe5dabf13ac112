// What opens something, or stands for it: the one door to src/secrets/, where alone node:crypto is used.
export { type Certificate, readCertificate, tidyDn } from './secrets/certificate.ts';
export { digest, digestBase64url, equal, halfDigest, uuidFrom } from './secrets/digest.ts';
export { deriveKeys, type Keys } from './secrets/keys.ts';
export { AT_RANDOM, type Mint, madeOnce } from './secrets/made-once.ts';
export { newOneTimeSecret, oneTimeCode, toBase32 } from './secrets/one-time-code.ts';
export { randomId, randomLetters, randomSecret, randomUUID } from './secrets/random.ts';
export { signWith } from './secrets/sign.ts';
export { hmac, isRsaSha1, rsaKeyBits } from './secrets/signature.ts';
export { isToken, randomToken, type TokenKind, tokenFrom } from './secrets/token.ts';
