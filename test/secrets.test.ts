import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { root } from '../src/root.ts';
import {
  deriveKeys,
  digest,
  digestBase64url,
  equal,
  isToken,
  randomId,
  randomSecret,
  randomToken,
  type TokenKind,
  tokenFrom,
} from '../src/secrets.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const KINDS: readonly TokenKind[] = ['at', 'rt', 'ac', 'dc', 'cs', 'ri', 'ra', '1r', '1a', '1s'];
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('generated'))
  .map((file) => ({ file, text: readFileSync(path.join(root, 'src', file), 'utf8') }));

function base62(text: string): bigint {
  return [...text].reduce((sum, sign) => sum * 62n + BigInt(ALPHABET.indexOf(sign)), 0n);
}

test('a token stands for exactly its bytes, most significant first', () => {
  const bytes = [Buffer.alloc(32), Buffer.alloc(32, 255), digest('a'), Buffer.from([1, ...Buffer.alloc(31)])];
  for (const value of bytes) {
    const token = tokenFrom('at', value);
    assert.match(token, /^lk_at_[0-9A-Za-z]{49}$/);
    assert.equal(base62(token.slice(6, 49)), BigInt(`0x${value.toString('hex')}`));
    assert.equal(base62(token.slice(49)), BigInt(crc32(token.slice(0, 49))));
    assert.ok(isToken('at', token));
  }
});

test('S071 tokens of every kind are 256 random bits: none twice, no place that leans, no shape of a UUID', () => {
  for (const kind of KINDS) {
    const count = 5000;
    const tokens = new Set(Array.from({ length: count }, () => randomToken(kind)));
    assert.equal(tokens.size, count);
    const bodies = [...tokens].map((token) => token.slice(6, 49));
    // Every sign at every place about equally often; the first cannot reach the last two, for 62^43 is above 2^256.
    for (let place = 1; place < 43; place += 1) {
      const seen = new Map<string, number>();
      for (const body of bodies) seen.set(body[place] ?? '', (seen.get(body[place] ?? '') ?? 0) + 1);
      assert.equal(seen.size, 62);
      const expected = count / 62;
      const square = [...seen.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
      assert.ok(square < 150, `place ${place}: chi square ${square} with 61 degrees of freedom`); // p < 1e-8
    }
    const large = bodies.filter((body) => base62(body) >= 1n << 255n).length;
    assert.ok(Math.abs(large - count / 2) < 300, 'the first bit is set half the time');
    assert.ok(bodies.every((body) => base62(body) < 1n << 256n));
  }
});

test('S071 session ids and links are 256 bits, decisions and ids 131', () => {
  const secrets = new Set(Array.from({ length: 5000 }, () => randomSecret()));
  assert.equal(secrets.size, 5000);
  for (const secret of secrets) assert.equal(Buffer.from(secret, 'base64url').length, 32);
  const ids = new Set(Array.from({ length: 5000 }, () => randomId()));
  assert.equal(ids.size, 5000);
  const seen = new Map<string, number>();
  for (const id of ids) {
    assert.match(id, /^[0-9A-Za-z]{22}$/);
    for (const sign of id) seen.set(sign, (seen.get(sign) ?? 0) + 1);
  }
  const expected = (5000 * 22) / 62;
  const square = [...seen.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
  assert.ok(square < 150, `chi square ${square}`);
});

test('S071 nothing else in the product makes random values that anything rests on', () => {
  const forOthers = /^web\/applications\/(express-program|snippets\/[a-z0-9-]+)\.ts$/; // programs for others to copy
  const weak = sources.filter(({ text }) =>
    /Math\.random|\bcrypto\.(randomUUID|getRandomValues)|node:crypto/.test(text),
  );
  assert.deepEqual(
    weak
      .map(({ file }) => file)
      .filter((file) => file !== 'storage/engine/purge.ts' && !/^secrets\//.test(file) && !forOthers.test(file)), // when a purge begins
    ['secrets.ts'], // it says so, in words
  );
  // A UUID is the key of a row, never something that opens a door.
  const uuids = sources.filter(({ text }) => /\brandomUUID\(/.test(text)).map(({ file }) => file);
  assert.deepEqual(
    uuids.filter(
      (file) =>
        !forOthers.test(file) &&
        !/^(secrets\/random|oauth\/(authorize|approve-device|grants\/(password|implicit|jwt-bearer|token-exchange))|oauth1\/exchange|storage\/(engine\/)?[a-z-]+)\.ts$/.test(
          file,
        ),
    ),
    [],
  );
});

test('S074 a value is a token whole or not at all', () => {
  for (const kind of KINDS) {
    const token = randomToken(kind);
    const body = token.slice(0, -1);
    const others = KINDS.filter((other) => other !== kind);
    const wrong = [
      '',
      body,
      token.slice(1),
      `${token}0`,
      `0${token}`,
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}=`,
      `${token}\0`,
      token.toUpperCase(),
      token.toLowerCase(),
      token.replace('_', '-'),
      token.replace('lk_', 'Lk_'),
      encodeURIComponent(token).replaceAll('_', '%5F'),
      Buffer.from(token).toString('base64'),
      Buffer.from(token).toString('hex'),
      `${token}${token}`,
      `${token},${token}`,
      ...others.map((other) => token.replace(`lk_${kind}_`, `lk_${other}_`)),
      token.replace(/.$/, (sign) => (sign === '0' ? '1' : '0')),
      token.replace(/^(.{20})(.)/, (_, head, sign) => head + (sign === 'a' ? 'b' : 'a')),
      [...token].map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0)).join(''), // full width
    ];
    for (const value of wrong) assert.equal(isToken(kind, value), false, JSON.stringify(value));
    for (const other of others) assert.equal(isToken(other, token), false);
    assert.ok(isToken(kind, token));
  }
});

test('S037 values are compared in constant time, and nowhere else than here', () => {
  const [one, same, other] = [digest('one'), digest('one'), digest('other')];
  assert.ok(equal(one, same));
  assert.equal(equal(one, other), false);
  assert.equal(equal(one, one.subarray(1)), false);
  const secrets = sources.find(({ file }) => file === 'secrets/digest.ts')?.text ?? '';
  assert.match(secrets, /a\.length === b\.length && timingSafeEqual\(a, b\)/);
  // No digest, MAC, secret or token is compared by an operator, by equals() or by compare().
  const compared =
    /(\b\w*(hash|mac|secret|token|digest|verifier|challenge)\b\)?\s*(===|!==)\s*(?!undefined|''|null|before|LENGTH)[\w(]|\.equals\(|Buffer\.compare\()/i;
  const suspicious = sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => compared.test(line) && !/^\s*(\/\/|\*)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(suspicious, [
    'oauth/basic-credentials.ts: if (!Buffer.from(text).equals(bytes)) return undefined; // not UTF-8',
    'web/account/sessions.ts: isThis: each.idHash.equals(session.idHash),', // both a person's own
  ]);
});

test('each purpose has a key of its own, and a rotated SECRET still verifies what it made', () => {
  const [old, renewed] = [deriveKeys(['old'.repeat(12)]), deriveKeys(['new'.repeat(12), 'old'.repeat(12)])];
  const purposes = ['refresh-token', 'authorization-code', 'decision', 'csrf', 'known-browser'] as const;
  const macs = purposes.map((purpose) => old.mac(purpose, 'x').toString('hex'));
  assert.equal(new Set(macs).size, purposes.length);
  assert.equal(new Set(purposes.map((purpose) => old.key(purpose).toString('hex'))).size, purposes.length);
  for (const purpose of purposes) {
    const mac = old.mac(purpose, 'x');
    assert.ok(renewed.verify(purpose, 'x', mac));
    assert.equal(renewed.verify(purpose, 'y', mac), false);
    assert.equal(old.verify(purpose, 'x', renewed.mac(purpose, 'x')), false);
    assert.deepEqual(renewed.macs(purpose, 'x'), [renewed.mac(purpose, 'x'), mac]);
  }
});

test('a digest is SHA-256', () => {
  assert.equal(digest('abc').toString('hex'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  // RFC 7636 Appendix B
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  assert.equal(digestBase64url(verifier), 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});
