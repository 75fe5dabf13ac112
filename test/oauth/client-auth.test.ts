import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { digest, randomToken } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { basic, form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';

const GRANT = { grant_type: 'client_credentials' };
let site: TestApp;
let ines: User;
let client: TestClient;
before(async () => {
  site = await testApp();
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  client = await site.application(ines);
});
after(() => site.close());

const body = (fields: Readonly<Record<string, string>> = {}) => form({ ...GRANT, ...fields });
const credentials = ({ id, secret }: TestClient) => ({ client_id: id, client_secret: secret });

test('S034 the secret comes by Basic or in the body, as the application likes', async () => {
  assert.equal((await raw(site, body(), { authorization: client.basic })).status, 200);
  assert.equal((await raw(site, body(credentials(client)))).status, 200);
});

test('S034 a second way to authenticate fails the request, a wrong or foreign one too', async () => {
  const wrong = basic(client.id, randomToken('cs'));
  const attempts: readonly [Readonly<Record<string, string>>, string | undefined][] = [
    [credentials(client), client.basic],
    [{ client_secret: client.secret }, client.basic],
    [{ client_secret: 'wrong' }, client.basic],
    [credentials(client), wrong],
    [credentials(client), 'Basic !'],
    [{ client_assertion: 'eyJ' }, client.basic],
    [{ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }, client.basic],
    [{ ...credentials(client), client_assertion: '' }, undefined],
    [credentials(client), basic(client.id, '')],
    [credentials(client), 'OAuth realm="x"'],
  ];
  for (const [fields, authorization] of attempts) {
    const answer = await raw(site, body(fields), authorization === undefined ? {} : { authorization });
    assert.ok([400, 401].includes(answer.status), JSON.stringify(fields));
    assert.match(answer.error ?? '', /^invalid_(request|client)$/);
  }
});

test('S034 a bearer token is no way to authenticate a client: beside credentials it says nothing, alone it is not enough', async () => {
  const open = await site.application(ines, { confidential: false });
  for (const authorization of ['Bearer lk_at_whatever', 'bearer x', 'Bearer', 'Bearer a, Bearer b']) {
    assert.equal((await raw(site, body(credentials(client)), { authorization })).status, 200, authorization);
    const ofPublic = await raw(site, body({ client_id: open.id }), { authorization });
    assert.equal(ofPublic.error, 'unauthorized_client', 'it is known, and has no such grant');
    for (const fields of [{}, { client_id: client.id }, { client_secret: client.secret }]) {
      const { status, error, headers } = await raw(site, body(fields), { authorization });
      assert.deepEqual([status, error], [401, 'invalid_client'], JSON.stringify(fields));
      assert.match(String(headers['www-authenticate']), /^Basic /);
    }
  }
  const { id, secret } = client;
  const wrong = await raw(site, body({ client_id: id, client_secret: `${secret}x` }), { authorization: 'Bearer x' });
  assert.equal(wrong.status, 401);
});

test('S034 an application that narrowed itself to one way is refused in the other', async () => {
  for (const method of ['client_secret_basic', 'client_secret_post']) {
    const narrow = await site.application(ines);
    const set = 'UPDATE clients SET token_endpoint_auth_method = $2 WHERE id = $1';
    await site.database.pool.query(set, [narrow.id, method]);
    const byHeader = await raw(site, body(), { authorization: narrow.basic });
    const byBody = await raw(site, body(credentials(narrow)));
    const statuses = method === 'client_secret_basic' ? [200, 401] : [401, 200];
    assert.deepEqual([byHeader.status, byBody.status], statuses);
  }
});

test('S035 both halves of Basic are form-decoded', async () => {
  const id = 'caf\u00e9: 100%+ the /rest';
  const secret = ':%+ \u00e9%3A';
  await site.database.pool.query(
    `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants)
     VALUES ($1, 'Odd', $2, true, '{}', '{read}', '{client_credentials}')`,
    [id, ines.id],
  );
  await site.database.pool.query(`INSERT INTO client_secrets (hash, client_id, hint) VALUES ($1, $2, '')`, [
    digest(secret),
    id,
  ]);
  assert.equal((await raw(site, body(), { authorization: basic(id, secret) })).status, 200);
  assert.equal((await raw(site, body({ client_id: id }), { authorization: basic(id, secret) })).status, 200);
  assert.equal((await raw(site, body({ client_id: client.id }), { authorization: basic(id, secret) })).status, 401);
  // Not form-encoded, the colon of the id ends it, and %, + mean something else.
  const plain = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  assert.equal((await raw(site, body(), { authorization: plain })).status, 401);
});

test('S035 what is no Basic credential is refused with 401', async () => {
  const good = `${client.id}:${client.secret}`;
  const encoded = Buffer.from(good).toString('base64');
  const noPadding = Buffer.from(`${client.id}:${client.secret}x`).toString('base64').replace(/=+$/, '');
  const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
  const attempts = [
    'Basic',
    'Basic ',
    `Basic ${base64('')}`,
    `Basic ${base64(':')}`,
    `Basic ${base64(`:${client.secret}`)}`,
    `Basic ${base64(client.id)}`,
    `Basic ${base64(`${client.id}:`)}`,
    `Basic ${base64(Buffer.from([...Buffer.from(good), 0xff]))}`,
    `Basic ${base64(Buffer.from([0xc3, 0x28, 0x3a, 0x61]))}`,
    `Basic ${base64(`${client.id}:%`)}`,
    `Basic ${base64(`${client.id}:%zz`)}`,
    `Basic ${base64(`${client.id}:%ff`)}`,
    `Basic ${base64(`${client.id}%00:${client.secret}`)}`,
    `Basic ${encoded}=`,
    `Basic ${encoded.slice(0, 8)} ${encoded.slice(8)}`,
    `Basic ${encoded.slice(0, 8)}!${encoded.slice(8)}`,
    `Basic ${encoded}, Basic ${encoded}`,
    `Basic ${noPadding}`,
    `Basic ${base64(good.replaceAll('_', '/')).replaceAll('/', '_')}`,
    encoded,
    `Bearer ${encoded}`,
    `Digest username="${client.id}"`,
  ];
  for (const authorization of attempts) {
    const answer = await raw(site, body(), { authorization });
    assert.deepEqual([answer.status, answer.error], [401, 'invalid_client'], authorization);
    assert.match(String(answer.headers['www-authenticate']), /^Basic realm="/);
  }
  assert.equal((await raw(site, body(), { authorization: `basic  ${encoded}` })).status, 200);
});

test('S035 base64 has one spelling: bits that no byte uses must be zero', async () => {
  const secret = randomToken('cs');
  const id = 'short'; // with the secret, of a length that leaves bits unused
  await site.database.pool.query(
    `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants)
     VALUES ($1, 'Short', $2, true, '{}', '{}', '{client_credentials}')`,
    [id, ines.id],
  );
  const insert = `INSERT INTO client_secrets (hash, client_id, hint) VALUES ($1, $2, '')`;
  await site.database.pool.query(insert, [digest(secret), id]);
  const encoded = Buffer.from(`${id}:${secret}`).toString('base64');
  assert.match(encoded, /[^=]=+$/);
  assert.equal((await raw(site, body(), { authorization: `Basic ${encoded}` })).status, 200);
  const last = encoded.replace(/=+$/, '').at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const other = alphabet[alphabet.indexOf(last) + 1] ?? '';
  const twin = encoded.replace(new RegExp(`${last}(=+)$`), `${other}$1`);
  assert.deepEqual(Buffer.from(twin, 'base64'), Buffer.from(encoded, 'base64'), 'a lax decoder reads the same');
  assert.equal((await raw(site, body(), { authorization: `Basic ${twin}` })).status, 401);
});

test('S036 unknown, wrong, missing and disabled are one answer, with the same work behind it', async () => {
  const disabled = await site.application(ines);
  await site.deps.clients.disable(disabled.id, 'administrator');
  const waiting = await site.application(ines);
  await site.database.pool.query('UPDATE clients SET in_review = true WHERE id = $1', [waiting.id]);
  const open = await site.application(ines, { confidential: false });
  const who: readonly [string, string][] = [
    ['lk_ci_nobody', client.secret],
    [client.id, randomToken('cs')],
    [client.id, 'x'],
    [client.id, ''],
    [disabled.id, disabled.secret],
    [disabled.id, 'wrong'],
    [waiting.id, waiting.secret],
    [open.id, open.secret],
  ];
  const statements = recordStatements(site.database);
  for (const warm of [false, true]) {
    for (const url of ['/oauth2/token', '/oauth2/introspect', '/oauth2/revoke']) {
      for (const send of [byHeader, byBody]) {
        const seen = new Set<string>();
        for (const [id, secret] of who) {
          if (warm) await raw(site, body(), { authorization: client.basic });
          statements.clear();
          const { status, headers, text } = await send(url, id, secret);
          // The secret was hashed and looked for: one look-up, no more and no less, whatever is cached.
          assert.deepEqual(statements.names(), ['find-client'], `${url} ${id} ${secret}`);
          delete (headers as Record<string, unknown>)['date'];
          seen.add(JSON.stringify({ status, headers, text }));
        }
        assert.equal(seen.size, 1, [...seen].join('\n'));
        assert.match([...seen][0] ?? '', /"status":401.*invalid_client/);
      }
    }
  }
  statements.stop();

  function byHeader(url: string, id: string, secret: string) {
    return raw(site, body({ token: 'x' }), { authorization: basic(id, secret) }, { url });
  }
  function byBody(url: string, id: string, secret: string) {
    return raw(site, body({ token: 'x', client_id: id, client_secret: secret }), {}, { url });
  }
});

test('S038 a public application gets no token for itself, and a secret for it is an error', async () => {
  const open = await site.application(ines, { confidential: false });
  assert.equal((await raw(site, body({ client_id: open.id }))).error, 'unauthorized_client');
  for (const secret of ['x', open.secret, client.secret]) {
    assert.equal((await raw(site, body({ client_id: open.id, client_secret: secret }))).status, 401);
    assert.equal((await raw(site, body(), { authorization: basic(open.id, secret) })).status, 401);
  }
  // An empty secret is none, by Basic and in the body (RFC 6749 §2.3.1); in one of the two, and under one name.
  assert.equal((await raw(site, body(), { authorization: basic(open.id, '') })).error, 'unauthorized_client');
  assert.equal((await raw(site, body({ client_id: open.id, client_secret: '' }))).error, 'unauthorized_client');
  const both = await raw(site, body({ client_id: open.id }), { authorization: basic(open.id, '') });
  assert.equal(both.error, 'unauthorized_client');
  const other = await raw(site, body({ client_id: client.id }), { authorization: basic(open.id, '') });
  assert.equal(other.error, 'invalid_client');
  const secret = { client_id: open.id, client_secret: client.secret };
  assert.equal((await raw(site, body(secret), { authorization: basic(open.id, '') })).error, 'invalid_request');
  // Not even where it was given the grant behind everybody's back.
  const force = `UPDATE clients SET grants = '{client_credentials}' WHERE id = $1`;
  await assert.rejects(site.database.pool.query(force, [open.id]), /clients_public_check/);
  await site.database.pool.query('ALTER TABLE clients DROP CONSTRAINT clients_public_check');
  await site.database.pool.query(force, [open.id]);
  assert.equal((await raw(site, body({ client_id: open.id }))).error, 'unauthorized_client');
});

test('S038 a confidential application never gets in without its secret', async () => {
  const attempts: readonly [Readonly<Record<string, string>>, string | undefined][] = [
    [{ client_id: client.id }, undefined],
    [{ client_id: client.id, client_secret: '' }, undefined],
    [{}, basic(client.id, '')],
    [{ client_id: client.id }, basic(client.id, '')],
    [{ client_id: client.id, client_secret: '' }, basic(client.id, '')],
    [{ client_id: client.id }, ''],
    [{}, undefined],
  ];
  for (const [fields, authorization] of attempts) {
    const answer = await raw(site, body(fields), authorization === undefined ? {} : { authorization });
    assert.deepEqual([answer.status, answer.error], [401, 'invalid_client']);
  }
  const noSecret = await site.application(ines);
  await site.database.pool.query('DELETE FROM client_secrets WHERE client_id = $1', [noSecret.id]);
  assert.equal((await raw(site, body({ client_id: noSecret.id }))).status, 401);
  assert.equal((await raw(site, body({ client_id: noSecret.id, client_secret: noSecret.secret }))).status, 401);
});
