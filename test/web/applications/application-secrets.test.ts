import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { handleOf } from '../../../src/oauth/client-secrets.ts';
import { rotateSecret } from '../../../src/oauth/register-client.ts';
import { clientOfferStore } from '../../../src/storage/client-offer.ts';
import { composeMail } from '../../../src/web/mails/compose.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fillIn, registerByForm, TYPED, textOf } from '../../support/console.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

const DAY_MS = 86_400_000;
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Whether this secret gets a token. */
async function works(id: string, secret: string) {
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  const { statusCode } = await site.app.inject({
    method: 'POST',
    url: '/oauth2/token',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'grant_type=client_credentials',
  });
  return statusCode === 200;
}

async function withSecrets(email: string) {
  const user = await site.person(email);
  const ines = Object.assign(await site.signedIn(user), { user });
  const made = await registerByForm(ines, {
    ...TYPED,
    scope: [],
    grant: ['authorization_code', 'refresh_token', 'client_credentials'],
  });
  const page = `${made.path}/secrets`;
  const add = async (name: string, expires = '') => {
    const answer = await fillIn(ines, page, { name, expires });
    const shown = answer.status === 303 ? await ines.get(answer.location) : answer;
    return { ...answer, shown, value: /lk_cs_\w{49}/.exec(shown.body)?.[0] ?? '' };
  };
  const { id, path, secret = '' } = made;
  return { ines, id, path, page, add, secret };
}

test('S042 S141 secrets with names are added, each shown once, work beside the main one, and end one by one', async () => {
  const { ines, id, path, page, secret, add } = await withSecrets('named@openfield.example');
  const production = await add('production 2026', dayIn(40));
  assert.equal(production.location, page);
  assert.match(textOf(production.shown.body), /Your new secret/);
  const staging = await add('staging', dayIn(10));
  const again = await ines.get(page);
  for (const value of [production.value, staging.value]) {
    assert.match(value, /^lk_cs_/);
    for (const at of [page, path]) assert.equal((await ines.get(at)).body.includes(value), false, 'never again');
  }
  assert.match(textOf(again.body), /staging Ends soon lk_cs_….{3} .* production 2026 lk_cs_….{3} .* Main secret/);
  assert.match(textOf((await ines.get(path)).body), /Its secret staging \(….{3}\) ends on .* Add another/);
  for (const each of [secret, production.value, staging.value]) assert.equal(await works(id, each), true);

  const client = await site.deps.clients.find(id);
  const revision = client?.revision;
  await site.deps.secretUses.flush();
  const used = await site.deps.clients.find(id);
  assert.deepEqual(
    used?.secrets.map(({ name, lastUsedAt }) => [name, lastUsedAt !== undefined]).sort(),
    [
      ['production 2026', true],
      ['staging', true],
      [undefined, true],
    ].sort(),
  );
  assert.equal(used?.revision, revision, 'a use is no change of the application');

  const handle = /name="secret" value="([^"]+)"><button[^>]*aria-label="End now: staging/.exec(again.body)?.[1] ?? '';
  const ended = await fillIn(ines, page, { secret: handle }, `${page}/end`);
  assert.equal(ended.location, `${page}?done=ended`);
  assert.deepEqual([await works(id, staging.value), await works(id, production.value)], [false, true]);

  const next = await rotateSecret({ clientId: id, endOld: true, by: 'administrator' }, site.deps);
  assert.deepEqual(
    [await works(id, secret), await works(id, next ?? ''), await works(id, production.value)],
    [false, true, true],
    'Rotate secret is about the main one',
  );
  const { rows } = await site.database.pool.query(
    "SELECT event FROM audit_events WHERE client_id = $1 AND event LIKE 'client.secret%' ORDER BY at",
    [id],
  );
  assert.deepEqual(
    rows.map(({ event }) => event),
    ['client.secret_added', 'client.secret_added', 'client.secret_ended', 'client.secret_rotated'],
  );
});

test('S042 an application has four secrets with names at most, and each needs a name and a day that comes', async () => {
  const { ines, id, page, add } = await withSecrets('four@openfield.example');
  assert.match(textOf((await add('')).body), /name-error|Give/);
  const wrong = await add('kept as typed', '2020-01-01');
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /value="kept as typed"/);
  assert.match(textOf(wrong.body), /Choose a day from today on/);
  for (const name of ['a', 'b', 'c', 'd']) assert.equal((await add(name)).status, 303, name);
  assert.match(textOf((await ines.get(page)).body), /There are four secrets with names/);
  const by = { ownerId: ines.user.id };
  const secret = { hash: Buffer.alloc(32, 7), hint: 'abc', name: 'e', seconds: undefined };
  assert.equal(await site.deps.clientSecrets.add(id, secret, by), 'too-many');
});

test('S140 S117 somebody else’s secrets are not found, and a stale session is asked again', async () => {
  const { ines, id, page } = await withSecrets('owns-secrets@openfield.example');
  const [{ hash } = { hash: Buffer.alloc(0) }] = (await site.deps.clients.find(id))?.secrets ?? [];
  assert.equal(hash.length, 32);
  const stranger = await site.person('other-secrets@openfield.example');
  const other = await site.signedIn(stranger);
  assert.equal((await other.get(page)).status, 404);
  const by = { ownerId: stranger.id };
  const secret = { hash: Buffer.alloc(32, 8), hint: 'abc', name: 'x', seconds: undefined };
  assert.equal(await site.deps.clientSecrets.add(id, secret, by), 'unknown');
  await site.database.pool.query(
    `UPDATE sessions SET authenticated_at = now() - interval '6 minutes' WHERE user_id = $1`,
    [ines.user.id],
  );
  const asked = await fillIn(ines, page, { name: 'stale', expires: '' });
  assert.deepEqual([asked.status, /<h1>Confirm that it is you/.test(asked.body)], [403, true]);
  assert.equal((await site.deps.clients.find(id))?.secrets.length, 1);
});

test('the owner of a secret that ends soon is told once', async () => {
  const { add } = await withSecrets('told@openfield.example');
  await add('later', dayIn(60));
  await add('soon', dayIn(20));
  await site.database.pool.query(
    "UPDATE client_secrets SET created_at = now() - interval '50 days', expires_at = now() + interval '13 days' WHERE name = 'soon'",
  );
  await site.deps.clientSecrets.tellOfEnds();
  await site.deps.clientSecrets.tellOfEnds();
  const { rows } = await site.database.pool.query(
    "SELECT job->>'name' AS name FROM mails WHERE job->>'kind' = 'secret-ends' AND job->>'name' IN ('soon', 'later')",
  );
  assert.deepEqual(rows, [{ name: 'soon' }]);
});

test('S061 whoever gets an application is told, on its pages and by mail, that its owner before knows the secrets, until they are replaced', async () => {
  const { ines, add, id, path, page, secret } = await withSecrets('gives@openfield.example');
  const named = await add('production');
  const ada = await site.person('gets@openfield.example');
  const keeper = await site.signedIn(ada);
  assert.doesNotMatch(textOf((await ines.get(path)).body), /changed hands/);
  const offers = clientOfferStore({ ...site.database, sendsMail: true });
  const to = { kind: 'person', email: ada.email, emailCanonical: ada.email } as const;
  await offers.offer(id, to, { ownerId: ines.user.id });
  const [offer] = await offers.listFor(ada.id);
  assert.deepEqual(await offers.accept(offer?.id ?? '', { ownerId: ada.id }, 100), { clientId: id });
  assert.deepEqual([await works(id, secret), await works(id, named.value)], [true, true], 'nothing stops');
  assert.match(textOf((await keeper.get(path)).body), /changed hands\. Whoever had it before knows its secrets/);
  assert.equal((await keeper.get(page)).body.split('Known to the owner before').length, 3);

  const { rows } = await site.database.pool.query("SELECT job FROM mails WHERE job->>'kind' = 'secrets-known'");
  assert.equal(rows.length, 1);
  const mail = await composeMail(site.deps)(rows[0].job);
  assert.equal(mail?.to, ada.email);
  assert.match(mail?.text.replaceAll('\n', ' ') ?? '', /Whoever had it before knows its secrets/);

  await rotateSecret({ clientId: id, endOld: true, by: { ownerId: ada.id } }, site.deps);
  assert.match(textOf((await keeper.get(path)).body), /changed hands/, 'one with a name is left');
  const left = (await site.deps.clients.find(id))?.secrets.find(({ name }) => name === 'production');
  assert.ok(left && (await site.deps.clientSecrets.end(id, handleOf(left), { ownerId: ada.id })));
  assert.equal(await works(id, named.value), false);
  assert.doesNotMatch(textOf((await keeper.get(path)).body), /knows its secrets/);
  assert.ok(await site.deps.clients.lookedAt(id, { ownerId: ada.id }));
  assert.doesNotMatch(textOf((await keeper.get(path)).body), /changed hands/);
  assert.equal(await composeMail(site.deps)(rows[0].job), undefined, 'nor is a mail sent that is late');
});
