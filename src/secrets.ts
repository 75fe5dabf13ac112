import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPublicKey,
  hash,
  hkdfSync,
  randomUUID as nodeRandomUUID,
  randomFillSync,
  timingSafeEqual,
  verify as verifySignature,
} from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * What a value of ours is, by its first letters: secret scanners and people see at once what leaked. Those of OAuth 1.0a
 * begin with 1: request token, access token, secret.
 */
export type TokenKind = 'at' | 'rt' | 'cr' | 'ac' | 'dc' | 'cs' | '1r' | '1a' | '1s';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BODY = 43; // 62^43 is just above 2^256
const CHECK = 6; // 62^6 is above 2^32
const TOKEN = new RegExp(`^lk_(at|rt|cr|ac|dc|cs|1r|1a|1s)_[0-9A-Za-z]{${BODY + CHECK}}$`);

/** A random token: `lk_<kind>_`, 256 bits in base62, CRC-32 of what stands before it. */
export function randomToken(kind: TokenKind): string {
  return tokenFrom(kind, randomBytes(32));
}

/** The token that stands for these 32 bytes: for values that a retry must get again. */
export function tokenFrom(kind: TokenKind, bytes: Buffer): string {
  const body = `lk_${kind}_${base62(bytes, BODY)}`;
  return body + checksum(body);
}

/** Whether this can be a token of ours at all: form and checksum, no look-up. */
export function isToken(kind: TokenKind, value: string): boolean {
  if (!TOKEN.test(value) || !value.startsWith(`lk_${kind}_`)) return false;
  return checksum(value.slice(0, -CHECK)) === value.slice(-CHECK);
}

/** A random identifier in base62: 22 characters are 131 bits. Not a secret unless its user says so. */
export function randomId(length = 22): string {
  return randomLetters(length, ALPHABET);
}

/** Random letters of an alphabet of at most 256: none is likelier than another. */
export function randomLetters(length: number, alphabet: string): string {
  const below = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < below && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** A random secret of 256 bits, base64url: cookies and links. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function randomUUID(): string {
  return nodeRandomUUID();
}

/** The UUID that stands for the first 16 of these bytes, in the form of RFC 9562 §5.8. */
export function uuidFrom(bytes: Buffer): string {
  const own = Buffer.from(bytes.subarray(0, 16));
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x80;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  return own.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** SHA-256: what is stored in place of a value. */
export function digest(value: string): Buffer {
  return hash('sha256', value, 'buffer');
}

/** SHA-256 in base64url, as RFC 7636 §4.2 computes a challenge. */
export function digestBase64url(value: string): string {
  return hash('sha256', value, 'base64url');
}

/** Whether two byte strings are equal, in a time that depends on their length alone. */
export function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

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
  | 'new-secret';

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

const pool = Buffer.alloc(8192);
let taken = pool.length;

/** Random bytes from a pool that is filled at once: asking the system each time costs three times as much. */
function randomBytes(length: number): Buffer {
  if (taken + length > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  const bytes = Buffer.from(pool.subarray(taken, taken + length));
  pool.fill(0, taken, taken + length); // handed out once, kept nowhere
  taken += length;
  return bytes;
}

function checksum(text: string): string {
  return digits(crc32(text), CHECK);
}

/** Big-endian bytes in base62, padded to `length`. Five digits a round: 62^5 x 2^16 is exact in a double. */
function base62(bytes: Buffer, length: number): string {
  const limbs = bytes.length / 2;
  const values = new Float64Array(limbs);
  for (let i = 0; i < limbs; i += 1) values[i] = bytes.readUInt16BE(2 * i);
  let text = '';
  let first = 0; // the limbs before it are zero by now
  for (let left = length; left > 0; left -= 5) {
    let rest = 0;
    for (let i = first; i < limbs; i += 1) {
      const value = rest * 65536 + (values[i] as number);
      const quotient = Math.floor(value / CHUNK);
      values[i] = quotient;
      rest = value - quotient * CHUNK;
    }
    while (first < limbs && values[first] === 0) first += 1;
    text = digits(rest, Math.min(5, left)) + text;
  }
  return text;
}

const CHUNK = 62 ** 5;

function digits(value: number, count: number): string {
  let rest = value;
  let text = '';
  for (let i = 0; i < count; i += 1) {
    const quotient = Math.floor(rest / 62);
    text = (ALPHABET[rest - quotient * 62] as string) + text;
    rest = quotient;
  }
  return text;
}
