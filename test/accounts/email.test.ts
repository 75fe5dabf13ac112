import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalEmail, withAsciiDomain, withUnicodeDomain } from '../../src/accounts/email.ts';
import { problems as words } from '../../src/web/words/en/problems.ts';

test('S109 variants of case, width and composition are one account', () => {
  const variants = ['ada.é@example.org', ' ADA.É@Example.ORG ', 'ada.e\u0301@example.org', 'ａｄａ.é@example.org'];
  const canonical = new Set(variants.map((variant) => canonicalOf(variant)));
  assert.deepEqual([...canonical], ['ada.é@example.org']);
});

test('S109 S110 both spellings of an international domain are one account', () => {
  const spellings = {
    'ana@xn--bcher-kva.test': ['ana@bücher.test', 'ana@BÜCHER.test', 'Ana@bu\u0308cher.TEST', 'ana@XN--BCHER-KVA.test'],
    'josé@xn--r8jz45g.jp': ['josé@例え.jp', 'JOSÉ@例え。jp'],
    'ana@xn--strae-oqa.de': ['ana@straße.de', 'ana@STRAẞE.de'],
  };
  for (const [canonical, typed] of Object.entries(spellings)) {
    for (const each of typed) assert.equal(canonicalOf(each), canonical, each);
    assert.equal(withAsciiDomain(withUnicodeDomain(canonical)), canonical);
  }
  assert.notEqual(canonicalOf('ana@strasse.de'), canonicalOf('ana@straße.de'));
});

test('what is no international domain stays as it was typed', () => {
  const kept = [
    'ana@example.org',
    'ana@127.1',
    'ana@0x7f.1',
    'ana@[::1]',
    'ana@xn--',
    'ana@a_b.test',
    'ana@bücher.test/x',
    'ana@b%c3%bc.test',
  ];
  for (const email of kept) {
    assert.equal(canonicalOf(email), email);
    assert.equal(withUnicodeDomain(email), email);
  }
});

test('a canonical address is its own canonical address', () => {
  for (const email of [
    'İx@example.org',
    'ẞ@example.org',
    'ŉΣ@example.org',
    'ᴀ℡@example.org',
    'K@example.org',
    'a@ŉΣ.test',
    'x@xn--zz--.test',
  ]) {
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
    if ('problem' in result) assert.match(words.email[result.problem], /\.$/);
  }
});

function canonicalOf(text: string): string {
  const result = canonicalEmail(text);
  assert.ok('canonical' in result, text);
  return result.canonical;
}
