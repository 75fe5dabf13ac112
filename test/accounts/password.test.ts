import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { personName } from '../../src/accounts/new-user.ts';
import { passwordProblem } from '../../src/accounts/password.ts';
import { HASH_POLICY, passwordHasher } from '../../src/accounts/password-hash.ts';
import { problems } from '../../src/web/words/en/problems.ts';
import { CHEAP } from '../support/accounts.ts';

const cheap = passwordHasher({ slots: hashSlots(2), policy: CHEAP });

test('S111 any characters make a password, and none is altered, trimmed or cut off', async () => {
  const long = 'p'.repeat(71);
  const pairs = [
    [`${long}ab`, `${long}ac`], // where bcrypt stops reading
    ['before\u0000after', 'before\u0000other'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑🗝'],
    [' leading and trailing ', 'leading and trailing'],
    ['caf\u00e9 caf\u00e9 caf\u00e9', 'cafe\u0301 cafe\u0301 cafe\u0301'],
    [`${'x'.repeat(1023)}a`, `${'x'.repeat(1023)}b`],
  ] as const;
  for (const [chosen, other] of pairs) {
    assert.equal(await passwordProblem(chosen), undefined);
    const hash = await cheap.hash(chosen);
    assert.equal(await cheap.verify(chosen, hash), true);
    assert.equal(await cheap.verify(other, hash), false);
  }
});

test('S111 a password has 8 characters, as people count them, to 1,024 bytes', async () => {
  assert.equal(await passwordProblem('7 chars'), 'too-short');
  assert.equal(await passwordProblem('🔑🔑🔑🔑'), 'too-short');
  assert.equal(await passwordProblem('8 chars!'), undefined);
  assert.equal(await passwordProblem('a passphrase '.repeat(10)), undefined);
  assert.equal(await passwordProblem('é'.repeat(513)), 'too-long');
  assert.equal(await passwordProblem('x'.repeat(1024 * 1024)), 'too-long');
  for (const sentence of Object.values(problems.password)) assert.match(sentence, /\.$/);
});

test('S111 a longer one never reaches the hash', () => {
  assert.throws(() => cheap.hash('x'.repeat(1025)), RangeError);
  assert.throws(() => cheap.verify('x'.repeat(1025), undefined), RangeError);
});

test('S111 common passwords are refused from a list that needs no network', async () => {
  for (const common of ['password', 'Password', '12345678', 'QWERTYUIOP', 'iloveyou']) {
    assert.equal(await passwordProblem(common), 'common', common);
  }
  assert.equal(await passwordProblem('Ada@Example.org', { email: 'ada@example.org' }), 'is-email');
});

test('S112 a hash is argon2id with the numbers of the policy and a salt of its own', async () => {
  const hasher = passwordHasher({ slots: hashSlots(1) });
  const [one, two] = [await hasher.hash('8 chars!'), await hasher.hash('8 chars!')];
  const form = /^\$argon2id\$v=19\$m=47104,t=1,p=1\$([A-Za-z0-9+/]{22})\$[A-Za-z0-9+/]{43}$/;
  assert.notEqual(form.exec(one)?.[1], undefined);
  assert.notEqual(form.exec(one)?.[1], form.exec(two)?.[1]);
  assert.equal(hasher.isWeak(one), false);
});

test('S112 a hash below the policy is weak, one above it is not', async () => {
  const weak = await cheap.hash('8 chars!');
  const hasher = passwordHasher({ slots: hashSlots(1) });
  assert.equal(hasher.isWeak(weak), true);
  assert.equal(cheap.isWeak(weak), false);
  assert.equal(hasher.isWeak(weak.replace('m=1024,t=1', 'm=65536,t=3')), false);
  assert.equal(hasher.isWeak('$2b$10$something'), true);
  assert.equal(HASH_POLICY.memoryKiB, 47104);
});

test('S108 without a hash argon2 runs all the same, on a hash with the same numbers', async () => {
  assert.equal(await cheap.verify('8 chars!', undefined), false);
  const impossible = passwordHasher({ slots: hashSlots(1), policy: { memoryKiB: 1, passes: 1, lanes: 1 } });
  await assert.rejects(impossible.verify('8 chars!', undefined)); // argon2 itself refuses such numbers
});

test('a process that checks no password loads no argon2', async () => {
  const modules = ['sign-in', 'prove-password', 'password-hash', 'setup', 'one-time-link', 'password'];
  const load = modules.map((name) => `await import('${new URL(`../../src/accounts/${name}.js`, import.meta.url)}');`);
  const script = `
    const { createRequire } = await import('node:module');
    const files = () => [...Object.keys(createRequire(process.cwd() + '/').cache), ...process.report.getReport().sharedObjects];
    const loaded = () => files().some((file) => file.includes('argon2'));
    ${load.join('')}
    const before = loaded();
    await import('argon2');
    console.log(before, loaded());`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(stdout.trim(), 'false true');
});

test('a name is what was typed, without what would rearrange a page', () => {
  assert.deepEqual(personName('  Ada Łovelace 👩‍💻 '), { name: 'Ada Łovelace 👩‍💻' });
  assert.deepEqual(personName(' '), { problem: 'missing' });
  assert.deepEqual(personName('a'.repeat(201)), { problem: 'too-long' });
  assert.deepEqual(personName('Ada\nLovelace'), { problem: 'control-character' });
  assert.deepEqual(personName('Ada \u202eecalevoL'), { problem: 'control-character' });
});

test('a name that looks like an email address is refused, unless it is the person’s own', () => {
  const own = { email: 'Ada@example.org' };
  for (const name of ['office@example.org', 'Office <office@example.org>', 'office＠example.org', 'office﹫example']) {
    assert.deepEqual(personName(name, own), { problem: 'an-address' }, name);
  }
  for (const name of ['ada@example.org', 'Ada @ work', 'Ada @ada']) assert.deepEqual(personName(name, own), { name });
});
