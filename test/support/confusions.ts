import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A key pair on P-256, and its public key as it is registered. */
export type Pair = { readonly privateKey: KeyObject; readonly jwk: Readonly<Record<string, unknown>> };

export function keyPair(kid = 'first'): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' } };
}

type Json = Readonly<Record<string, unknown>> | string;

/** A JWS with any header and any payload, also those that no library would make. A string is taken as it stands. */
export function crafted(header: Json, payload: Json, seal: KeyObject | ((input: string) => Buffer)): string {
  const input = [header, payload].map((part) => encode(part)).join('.');
  const signature =
    typeof seal === 'function'
      ? seal(input)
      : sign('sha256', Buffer.from(input), { key: seal, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function encode(part: Json): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}

/** The good one of an entry, with whatever differs. */
export function signed(
  { privateKey, jwk }: Pair,
  claims: Json,
  header: Readonly<Record<string, unknown>> = {},
): string {
  return crafted({ alg: 'ES256', kid: jwk['kid'], ...header }, claims, privateKey);
}

/**
 * What no entry for JWTs may take (RFC 8725 §2), by name: made of claims that it would take, of its key and of an attacker's. `typ`: that of
 * the entry; `others`: those of other kinds; `more`: what else its header has.
 */
export function confusions(
  pair: Pair,
  claims: () => Readonly<Record<string, unknown>>,
  {
    typ,
    others,
    more = {},
  }: {
    readonly typ: string | undefined;
    readonly others: readonly string[];
    readonly more?: Readonly<Record<string, unknown>>;
  },
): readonly (readonly [string, string])[] {
  const mallory = keyPair(String(pair.jwk['kid']));
  const head = { alg: 'ES256', kid: pair.jwk['kid'], ...(typ === undefined ? {} : { typ }), ...more };
  const by = (header: Json, payload: Json = claims(), who = pair) => crafted(header, payload, who.privateKey);
  const hmac = (secret: string | Buffer) => (input: string) => createHmac('sha256', secret).update(input).digest();
  const pem = generatePem(pair);
  const good = by(head);
  const [first, second, third] = good.split('.');
  const withText = (member: string) => JSON.stringify(claims()).replace(/}$/, `,${member}}`);
  return [
    ...['none', 'None', 'nOnE', 'NONE', ''].map(
      (alg) => [`S076 alg ${alg}`, crafted({ ...head, alg }, claims(), () => Buffer.alloc(0))] as const,
    ),
    ['S076 alg none with a signature', by({ ...head, alg: 'none' })],
    ['S076 no signature', `${first}.${second}.`],
    ['S076 HMAC with the public key', crafted({ ...head, alg: 'HS256' }, claims(), hmac(pem))],
    ['S076 HMAC with the JWK', crafted({ ...head, alg: 'HS256' }, claims(), hmac(JSON.stringify(pair.jwk)))],
    ['S076 HMAC with nothing', crafted({ ...head, alg: 'HS256' }, claims(), hmac(''))],
    ['S076 another algorithm than the key has', by({ ...head, alg: 'RS256' })],
    ['S076 no algorithm', by({ kid: head.kid })],
    ['S076 a signature of zeros', crafted(head, claims(), () => Buffer.alloc(64))],
    ['S076 a foreign key', by(head, claims(), mallory)],
    ['S077 jwk', by({ ...head, jwk: mallory.jwk }, claims(), mallory)],
    ['S077 jwk without kid', by({ alg: 'ES256', jwk: mallory.jwk }, claims(), mallory)],
    ['S077 jku', by({ ...head, jku: 'http://127.0.0.1:9/keys' }, claims(), mallory)],
    ['S077 x5u', by({ ...head, x5u: 'http://127.0.0.1:9/chain' }, claims(), mallory)],
    ['S077 x5c', by({ ...head, x5c: ['MIIB'] }, claims(), mallory)],
    ['S077 an unknown kid', by({ ...head, kid: 'other' })],
    ['S077 a kid that leads elsewhere', by({ ...head, kid: '../../etc/passwd' })],
    ['S077 a kid that is no string', by({ ...head, kid: [head.kid] })],
    ['S077 crit', by({ ...head, crit: ['exp'] })],
    ['S077 an empty crit', by({ ...head, crit: [] })],
    ['S077 crit of its own', by({ ...head, crit: ['urn:x'], 'urn:x': true })],
    ['S077 b64', by({ ...head, b64: false, crit: ['b64'] })],
    ['S077 compressed', by({ ...head, zip: 'DEF' })],
    ['S077 nested', by({ ...head, cty: 'JWT' }, good)],
    ['S077 flattened JSON', JSON.stringify({ protected: first, payload: second, signature: third })],
    ['S077 five parts', `${good}.x.y`],
    ['S077 two parts', `${first}.${second}`],
    ['S079 a header that is no object', by('[]')],
    ['S079 a header with a member twice', by(`{"alg":"none",${JSON.stringify(head).slice(1)}`)],
    ...['null', '[]', '"x"', '1', '', '{', '{"exp":1e400}'].map(
      (payload) => [`S079 payload ${payload}`, by(head, payload)] as const,
    ),
    ...['exp', '\\u0065xp'].map((name) => [`S079 ${name} twice`, by(head, withText(`"${name}":99999999999`))] as const),
    ['S079 a nested member twice', by(head, withText('"x":[{"y":1,"y":2}]'))],
    ['S079 not UTF-8', crafted(head, claims(), pair.privateKey).replace(/\.[^.]+\./, '._w.')],
    ...[String(claims()['exp']), true, null, -1, {}, [claims()['exp']]].map(
      (exp) => [`S079 exp ${JSON.stringify(exp)}`, by(head, { ...claims(), exp })] as const,
    ),
    ['S079 exp without an end', by(head, withText('"exp":1e400').replace(/"exp":\d+,/, ''))],
    ['S079 no exp', by(head, { ...claims(), exp: undefined })],
    ...['iat', 'nbf'].map((name) => [`S079 ${name} as text`, by(head, { ...claims(), [name]: '1' })] as const),
    ...others.map((other) => [`S078 typ ${other}`, by({ ...head, typ: other })] as const),
    ['S078 typ that is no string', by({ ...head, typ: ['JWT'] })],
  ];
}

/** The public key as an attacker finds it. */
function generatePem({ privateKey }: Pair): Buffer {
  return Buffer.from(privateKey.export({ format: 'jwk' }).x ?? '', 'base64url');
}
