import type { SignatureMethod } from '../signature-method.ts';
import { hmacSha1, hmacSha256 } from './hmac.ts';
import { plaintext } from './plaintext.ts';
import { rsaSha1 } from './rsa-sha1.ts';

/** Every way to sign. */
export const signatureMethods: readonly SignatureMethod[] = [hmacSha1, hmacSha256, rsaSha1, plaintext];
