import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StaleClient } from '../../src/oauth/errors.ts';
import { signAhead } from '../../src/oauth/sign-ahead.ts';

const START = 1_800_000_000;

test('a token is signed while the database is asked, with the time that it is about to say', async () => {
  let now = 5000;
  const sign = signAhead(() => now);
  const signed: number[] = [];
  const token = async (issuedAt: number) => {
    signed.push(issuedAt);
    return issuedAt;
  };
  assert.equal(await sign(Promise.resolve(START), token), START, 'nobody knows the time before the first answer');
  now += 90_000;
  const asked = deferred();
  const second = sign(asked.promise, token);
  assert.deepEqual(signed, [START, START + 90], 'before it was answered');
  asked.resolve(START + 90.4);
  assert.equal(await second, START + 90);
  assert.equal(signed.length, 2);
});

test('S159 where the clock of the database was set meanwhile, what was signed ahead is thrown away', async () => {
  const sign = signAhead(() => 5000);
  const token = async (issuedAt: number) => issuedAt;
  await sign(Promise.resolve(START), token);
  assert.equal(await sign(Promise.resolve(START - 3600), token), START - 3600);
  assert.equal(await sign(Promise.resolve(START + 3600), token), START + 3600);
});

test('nothing that was signed ahead is answered for an application that changed, or that nobody can be asked about', async () => {
  const sign = signAhead(() => 5000);
  await sign(Promise.resolve(START), async () => 'first');
  await assert.rejects(
    sign(Promise.resolve('stale' as const), async () => 'token'),
    StaleClient,
  );
  await assert.rejects(
    sign(Promise.reject(new Error('no database')), () => Promise.reject(new Error('no key'))),
    /no database/,
  );
});

function deferred() {
  let resolve: (value: number) => void = () => {};
  const promise = new Promise<number>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
