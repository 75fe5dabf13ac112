import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newRecoveryCodes, recoveryCodeHash } from '../../src/accounts/recovery-code.ts';
import { stepOf, totpUri } from '../../src/accounts/totp.ts';
import { newOneTimeSecret, oneTimeCode, randomSecret, toBase32 } from '../../src/secrets.ts';

// RFC 6238 Appendix B: the secret of its SHA-1 examples, and the last six digits of them.
const SECRET = toBase32(Buffer.from('12345678901234567890'));
const EXAMPLES: readonly (readonly [number, string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

test('codes are those of RFC 6238 Appendix B', () => {
  assert.equal(SECRET, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  for (const [seconds, code] of EXAMPLES) assert.equal(oneTimeCode(SECRET, Math.floor(seconds / 30)), code);
});

test('a code counts in its half minute, the one before and the one after, and in no other', () => {
  const step = 37_037_036;
  const at = (seconds: number) => stepOf('081804', SECRET, new Date((step * 30 + seconds) * 1000));
  assert.deepEqual([at(-31), at(-30), at(0), at(29), at(59), at(60)], [undefined, step, step, step, step, undefined]);
  for (const wrong of ['', '81804', '0818040', '08180x', '٠٨١٨٠٤'])
    assert.equal(stepOf(wrong, SECRET, new Date(step * 30_000)), undefined);
});

test('the secret of an app has 160 bits, and its address names server and account', () => {
  const secret = newOneTimeSecret();
  assert.match(secret, /^[A-Z2-7]{32}$/);
  const uri = new URL(totpUri(secret, { issuer: 'auth.example:8443', account: 'inês+a@example.org' }));
  assert.equal(decodeURIComponent(uri.pathname), '/auth.example:8443:inês+a@example.org');
  assert.deepEqual(Object.fromEntries(uri.searchParams), { secret, issuer: 'auth.example:8443' });
});

test('ten recovery codes of 120 bits, however they are typed', () => {
  const codes = newRecoveryCodes(randomSecret);
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) {
    assert.match(code, /^[a-z2-7]{6}(-[a-z2-7]{6}){3}$/);
    const hash = recoveryCodeHash(code);
    assert.ok(hash);
    assert.deepEqual(recoveryCodeHash(` ${code.toUpperCase().replaceAll('-', ' ')}`), hash);
  }
  assert.equal(recoveryCodeHash('123456'), undefined);
  assert.equal(recoveryCodeHash(`${codes[0]}a`), undefined);
});
