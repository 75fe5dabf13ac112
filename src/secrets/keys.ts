import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync } from 'node:crypto';
import { equal } from './digest.ts';
import { randomBytes } from './random.ts';

/** What a key is for: each purpose has a key of its own, so that a value of one can never serve another. */
export type KeyPurpose =
  | 'refresh-token'
  | 'authorization-code'
  | 'user-code'
  | 'direct-authorization'
  | 'decision'
  | 'csrf'
  | 'known-browser'
  | 'oauth1-verifier'
  | 'oauth1-secret'
  | 'new-secret'
  | 'made-once'
  | 'kept-answer'
  | 'signing-key'
  | 'pairwise-subject'
  | 'dpop-nonce'
  | 'totp-secret'
  | 'sign-in-step'
  | 'request-object'
  | 'passkey-challenge'
  | 'key-name'
  | 'return-to';

/** Keys derived from SECRET by HKDF-SHA256 (RFC 5869 §2): the first of a rotating list signs, all verify. */
export type Keys = {
  /** HMAC-SHA256 under the newest key. */
  mac(purpose: KeyPurpose, value: string): Buffer;
  /** The same under every key, newest first. */
  macs(purpose: KeyPurpose, value: string): readonly Buffer[];
  /** Whether this is the HMAC under any of the keys. */
  verify(purpose: KeyPurpose, value: string, mac: Buffer): boolean;
  /** The key itself, for a library that signs on its own. */
  key(purpose: KeyPurpose): Buffer;
  /** Encrypts what must be readable again with AES-256-GCM under the newest key; `context` names the row it belongs to. */
  seal(purpose: KeyPurpose, text: string, context: string): Buffer;
  /** What was sealed for this purpose and context, under any of the keys; throws where one bit of it is another. */
  open(purpose: KeyPurpose, sealed: Buffer, context: string): string;
  /** What sealed values begin with, newest first: the ids of the keys. */
  sealedPrefixes(purpose: KeyPurpose): readonly Buffer[];
  /** By what people tell the secrets of the list apart, newest first; nothing is made with it. */
  ids(): readonly string[];
};

const KEY_ID = 8; // bytes; the digest of the key, so that the right one of a rotating list is found
const IV = 12;
const TAG = 16;

/** The keys of a SECRET list: `secrets` newest first, each at least 32 characters (config.ts checks). */
export function deriveKeys(secrets: readonly string[]): Keys {
  const cache = new Map<KeyPurpose, readonly Buffer[]>();
  const keys = (purpose: KeyPurpose) => {
    let derived = cache.get(purpose);
    if (!derived) {
      derived = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, 'latchkey', purpose, 32)));
      cache.set(purpose, derived);
    }
    return derived;
  };
  const macs = (purpose: KeyPurpose, value: string) =>
    keys(purpose).map((key) => createHmac('sha256', key).update(value).digest());
  const newest = (purpose: KeyPurpose) => {
    const [key] = keys(purpose);
    if (!key) throw new Error('deriveKeys needs at least one secret');
    return key;
  };
  const idOf = (key: Buffer) => hash('sha256', key, 'buffer').subarray(0, KEY_ID);
  return {
    key: newest,
    sealedPrefixes: (purpose) => keys(purpose).map(idOf),
    ids: () => keys('key-name').map((key) => idOf(key).toString('hex')),
    seal(purpose, text, context) {
      const key = newest(purpose);
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([idOf(key), iv, cipher.getAuthTag(), encrypted]);
    },
    open(purpose, sealed, context) {
      const id = sealed.subarray(0, KEY_ID);
      const key = keys(purpose).find((each) => equal(idOf(each), id));
      if (!key) throw new Error('sealed under a key that is not in SECRET');
      const [iv, tag, encrypted] = [
        sealed.subarray(KEY_ID, KEY_ID + IV),
        sealed.subarray(KEY_ID + IV, KEY_ID + IV + TAG),
        sealed.subarray(KEY_ID + IV + TAG),
      ];
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG });
      decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
      return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
    },
    mac: (purpose, value) => createHmac('sha256', newest(purpose)).update(value).digest(),
    macs,
    verify: (purpose, value, mac) => macs(purpose, value).some((own) => equal(own, mac)),
  };
}
