import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compactVerify, importJWK } from 'jose';
import { localSigner } from '../../src/oauth/local-signer.ts';
import { SIGNING_ALGS } from '../../src/oauth/model/signing-key.ts';
import { newSigningKey } from '../../src/oauth/signing-keys.ts';

for (const alg of SIGNING_ALGS) {
  test(`what is signed with ${alg} is verified by jose, its header first, and a changed byte is not`, async () => {
    const { privateJwk, publicJwk, kid } = await newSigningKey(alg, { generation: 1, publishedIn: 0, signsIn: 0 });
    const payload = Buffer.from('{"name":"Łódź 🗝"}');
    const jws = await localSigner({ kid, alg }, privateJwk).sign(payload, 'at+jwt');
    const key = await importJWK(publicJwk, alg);
    const verified = await compactVerify(jws, key, { algorithms: [alg] });
    assert.deepEqual(Buffer.from(verified.payload), payload);
    assert.deepEqual(verified.protectedHeader, { alg, kid, typ: 'at+jwt' });
    const [header, , signature] = jws.split('.');
    const changed = `${header}.${Buffer.from('{"name":"Lodz"}').toString('base64url')}.${signature}`;
    await assert.rejects(compactVerify(changed, key), { code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' });
  });
}

test('one signer signs each kind under its own typ', async () => {
  const { privateJwk, kid } = await newSigningKey('ES256', { generation: 1, publishedIn: 0, signsIn: 0 });
  const signer = localSigner({ kid, alg: 'ES256' }, privateJwk);
  const typs = ['JWT', 'at+jwt', 'JWT', 'logout+jwt'];
  const signed = await Promise.all(typs.map((typ) => signer.sign(Buffer.from('{}'), typ)));
  const header = (jws: string) => JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString());
  assert.deepEqual(
    signed.map((jws) => header(jws).typ),
    typs,
  );
});

for (const alg of ['RS256', 'PS256'] as const) {
  test(`${alg} is computed aside: the event loop turns meanwhile`, async () => {
    const { privateJwk, kid } = await newSigningKey(alg, { generation: 1, publishedIn: 0, signsIn: 0 });
    const signer = localSigner({ kid, alg }, privateJwk);
    let turns = 0;
    let signing = true;
    const turn = () => {
      turns += 1;
      if (signing) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all(Array.from({ length: 20 }, () => signer.sign(Buffer.from('{}'), 'JWT')));
    signing = false;
    assert.ok(turns > 20, `the loop turned ${turns} times while 20 signatures were computed`);
  });
}
