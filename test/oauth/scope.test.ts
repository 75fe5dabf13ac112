import assert from 'node:assert/strict';
import test from 'node:test';
import { OAuthError } from '../../src/oauth/errors.ts';
import { covers, isScopeName, parseScope } from '../../src/oauth/scope.ts';

test('S057 names are split on single spaces, keep their case and order, and collapse when repeated', () => {
  assert.deepEqual(parseScope('read'), ['read']);
  assert.deepEqual(parseScope('b a b A'), ['b', 'a', 'A']);
  assert.deepEqual(parseScope('read:all https://x.example/s !#[]~'), ['read:all', 'https://x.example/s', '!#[]~']);
  assert.equal(parseScope(Array.from({ length: 50 }, (_, i) => `s${i}`).join(' ')).length, 50);
});

test('S057 everything else is refused as invalid_scope', () => {
  const refused = [
    '',
    ' ',
    ' read',
    'read ',
    'read  write',
    'read\twrite',
    'read\nwrite',
    'read\0',
    'read,write\u007f',
    'read"',
    'read\\',
    'lé',
    'a\u00a0b',
    Array.from({ length: 51 }, (_, i) => `s${i}`).join(' '),
    'x'.repeat(1025),
  ];
  for (const value of refused) {
    assert.throws(
      () => parseScope(value),
      (error) => error instanceof OAuthError && error.code === 'invalid_scope',
      JSON.stringify(value),
    );
  }
});

test('S057 a comma is a character of a name, not a separator', () => {
  assert.deepEqual(parseScope('read,write'), ['read,write']);
});

test('S057 100 KiB are refused before anybody looks at the characters', () => {
  let thrown: unknown;
  try {
    parseScope(' '.repeat(100 * 1024));
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown instanceof OAuthError);
  assert.equal(thrown.sent, '102400 characters');
});

test('S058 a scope stands for itself alone', () => {
  assert.equal(covers(['read', 'write'], ['write']), true);
  assert.equal(covers(['read'], []), true);
  assert.equal(covers(['read'], ['read:all']), false);
  assert.equal(covers(['read:all'], ['read']), false);
  assert.equal(covers(['read'], ['Read']), false);
  assert.equal(isScopeName('read:all'), true);
  assert.equal(isScopeName('read all'), false);
});
