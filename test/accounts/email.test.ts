import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalEmail, EMAIL_PROBLEMS } from '../../src/accounts/email.ts';

test('S109 variants of case, width and composition are one account', () => {
  const variants = ['ada.é@example.org', ' ADA.É@Example.ORG ', 'ada.e\u0301@example.org', 'ａｄａ.é@example.org'];
  const canonical = new Set(variants.map((variant) => canonicalOf(variant)));
  assert.deepEqual([...canonical], ['ada.é@example.org']);
});

test('a canonical address is its own canonical address', () => {
  for (const email of ['İx@example.org', 'ẞ@example.org', 'ŉΣ@example.org', 'ᴀ℡@example.org', 'K@example.org']) {
    const once = canonicalOf(email);
    assert.equal(canonicalOf(once), once);
  }
});

test('the address is kept as typed beside its canonical form', () => {
  assert.deepEqual(canonicalEmail('  Ada@Example.org '), { email: 'Ada@Example.org', canonical: 'ada@example.org' });
});

test('what is no address is explained', () => {
  const problems = new Map([
    ['', 'missing'],
    ['   ', 'missing'],
    ['ada', 'not-an-address'],
    ['@example.org', 'not-an-address'],
    ['ada@', 'not-an-address'],
    ['ada@b@c', 'not-an-address'],
    ['ada lovelace@example.org', 'not-an-address'],
    ['ada\n@example.org', 'control-character'],
    ['ada\u0000@example.org', 'control-character'],
    ['ada\u200b@example.org', 'control-character'],
    ['ada\u202e@example.org', 'control-character'],
    [`${'a'.repeat(250)}@b.c`, 'fits'],
    [`${'a'.repeat(251)}@b.c`, 'too-long'],
    [`${'\ufdfa'.repeat(20)}@example.org`, 'too-long'],
  ]);
  for (const [text, expected] of problems) {
    const result = canonicalEmail(text);
    assert.equal('problem' in result ? result.problem : 'fits', expected, JSON.stringify(text));
    if ('problem' in result) assert.match(EMAIL_PROBLEMS[result.problem], /\.$/);
  }
});

function canonicalOf(text: string): string {
  const result = canonicalEmail(text);
  assert.ok('canonical' in result, text);
  return result.canonical;
}
