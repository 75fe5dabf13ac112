import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { HURRIED_SECONDS, revokeKey, rotateKey } from '../../src/oauth/signing-keys.ts';
import type { TestClient } from '../support/app.ts';
import { isActive, post } from '../support/flow.ts';
import { type Instance, ISSUER, type Pair, startPair } from '../support/pair.ts';

let pair: Pair;
let client: TestClient;
before(async () => {
  pair = await startPair();
  const { seed } = pair;
  client = await seed.application(await seed.person(), { grants: ['client_credentials'] });
  await seed.deps.clients.administer(client.id, { metadata: { accessTokenFormat: 'jwt' } }, 'administrator');
});
after(() => pair?.close());

const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? '';

async function issued(at: Instance): Promise<string> {
  const { status, body } = await post(at, '/oauth2/token', { grant_type: 'client_credentials' }, client);
  assert.equal(status, 200, JSON.stringify(body));
  return body.access_token;
}

async function keysOf(at: Instance): Promise<JSONWebKeySet> {
  return JSON.parse((await at.app.inject({ method: 'GET', url: '/oauth2/jwks' })).body);
}

/** An API as they are written: it keeps the key set, and reads it again for a kid that it does not know. */
function api(at: Instance): (token: string) => Promise<void> {
  let keys: JSONWebKeySet = { keys: [] };
  return async (token) => {
    if (!keys.keys.some(({ kid }) => kid === kidOf(token))) keys = await keysOf(at);
    await jwtVerify(token, createLocalJWKSet(keys), { issuer: ISSUER, typ: 'at+jwt' });
  };
}

/** Each instance issues, the other one is asked, until `enough`; the kids that signed, in their order. */
async function underLoad(enough: (kids: ReadonlySet<string>) => boolean): Promise<readonly string[]> {
  const { a, b } = pair;
  const kids = new Set<string>();
  let last: readonly string[] = [];
  await Promise.all(
    [
      [a, b],
      [b, a],
    ].map(async ([issuer, other]) => {
      assert.ok(issuer && other);
      const check = api(other);
      while (!enough(kids)) {
        const token = await issued(issuer);
        await check(token);
        assert.equal(await isActive(other, client, token), true, 'the other instance knows it');
        kids.add(kidOf(token));
        last = [...last.slice(-50), token];
      }
    }),
  );
  return last;
}

test('S082 keys are rotated under load on two instances, and nothing fails; what a revoked one signed ends on both within a second', async () => {
  const { a, b, seed } = pair;
  const { signingKeys } = seed.deps;
  const [earlier = ''] = await underLoad((kids) => kids.size > 0);
  const next = await rotateKey('RS256', { atOnce: true }, 'administrator', { signingKeys });
  assert.ok(next && kidOf(earlier) !== next.kid);
  const began = performance.now();
  const both = await underLoad(
    (kids) => kids.has(next.kid) && performance.now() - began > (HURRIED_SECONDS + 1) * 1000,
  );
  const [signed = ''] = both.filter((token) => kidOf(token) === next.kid);
  for (const at of [a, b]) assert.equal(await isActive(at, client, earlier), true, 'the key before is published still');

  let revoked = false;
  const issuing = Promise.all(
    [a, b].map(async (at) => {
      while (!revoked) await issued(at);
    }),
  );
  await revokeKey(next.kid, 'administrator', { signingKeys });
  await sleep(1000);
  for (const at of [a, b]) {
    assert.equal(await isActive(at, client, signed), false);
    assert.equal(await isActive(at, client, earlier), true);
    assert.ok(!(await keysOf(at)).keys.some(({ kid }) => kid === next.kid));
    assert.notEqual(kidOf(await issued(at)), next.kid);
  }
  revoked = true;
  await issuing;
});
