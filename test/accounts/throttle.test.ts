import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownBrowser, knownBrowserMark } from '../../src/accounts/known-browser.ts';
import { addressPrefix, signInBudgets } from '../../src/accounts/throttle.ts';
import { deriveKeys } from '../../src/secrets.ts';

const OLD = 'the old secret of the tests, long enough';
const NEW = 'the new secret of the tests, long enough';

test('S109 an address counts by what one customer has: IPv4 whole, IPv6 by /64', () => {
  const prefixes = new Map([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['unknown', 'unknown'],
  ]);
  for (const [address, prefix] of prefixes) assert.equal(addressPrefix(address), prefix);
});

test('S109 an attempt counts against its account, its address and the budget of all', () => {
  const attempt = { account: 'ada@example.org', address: '192.0.2.7', knownBrowser: undefined };
  const keys = (other: Partial<typeof attempt>) =>
    signInBudgets({ ...attempt, ...other }).map((budget) => budget.key.toString('hex'));
  const [account, address, all] = keys({});
  assert.deepEqual(keys({ account: 'bob@example.org' }).slice(1), [address, all]);
  assert.deepEqual(
    keys({ address: '192.0.2.8' }).filter((_, i) => i !== 1),
    [account, all],
  );
  assert.equal(signInBudgets(attempt)[0]?.limit, 10);
});

test('S110 a browser is known by a mark that is good for its account alone', () => {
  const keys = deriveKeys([NEW]);
  const mark = knownBrowserMark(keys, undefined, 'ada@example.org');
  assert.match(mark, /^[0-9A-Za-z_-]+$/);
  assert.ok(knownBrowser(keys, mark, 'ada@example.org'));
  assert.equal(knownBrowser(keys, mark, 'bob@example.org'), undefined);
  assert.equal(knownBrowser(deriveKeys([OLD]), mark, 'ada@example.org'), undefined);
  assert.equal(knownBrowser(keys, `A${mark.slice(1)}`, 'ada@example.org'), undefined);
  assert.equal(knownBrowser(keys, undefined, 'ada@example.org'), undefined);
  assert.equal(knownBrowser(keys, '....,;=\u0000', 'ada@example.org'), undefined);
});

test('S110 a browser that several people use knows the last five, each with one mark', () => {
  const keys = deriveKeys([NEW]);
  let cookie: string | undefined;
  for (const name of ['a', 'b', 'a', 'c', 'd', 'e', 'f']) {
    cookie = knownBrowserMark(keys, cookie, `${name}@example.org`);
  }
  const known = ['a', 'b', 'c', 'd', 'e', 'f'].filter((name) => knownBrowser(keys, cookie, `${name}@example.org`));
  assert.deepEqual(known, ['a', 'c', 'd', 'e', 'f']);
  assert.equal(cookie?.split('.').length, 5);
  const again = knownBrowserMark(keys, cookie, 'a@example.org');
  assert.equal(knownBrowser(keys, again, 'a@example.org'), knownBrowser(keys, cookie, 'a@example.org'));
});

test('a mark outlives a rotation of the secret', () => {
  const mark = knownBrowserMark(deriveKeys([OLD]), undefined, 'ada@example.org');
  assert.ok(knownBrowser(deriveKeys([NEW, OLD]), mark, 'ada@example.org'));
});
