import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillIn, type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';

let site: Site;
let admin: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  admin = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
});
after(() => site.close());

const KEYS = '/admin/keys';

test('S143 an administrator revokes a key once the page has asked, and another one signs in its place', async () => {
  const { body } = await admin.get(KEYS);
  const [{ kid } = { kid: '' }] = (await site.deps.signingKeys.list()).filter(({ alg }) => alg === 'ES256');
  const asks = new RegExp(
    `<details class="ask"><summary [^>]*>Revoke</summary><form [^>]*action="${KEYS}/${kid}/revoke"`,
  );
  assert.match(body, asks);
  assert.match(textOf(body), /Everything that it signed is refused from that moment on\. There is no way back\./);
  const revoked = await fillIn(admin, KEYS, {}, `${KEYS}/${kid}/revoke`);
  assert.equal(revoked.location, `${KEYS}?done=revoked`);
  const after = (await admin.get(revoked.location)).body;
  assert.doesNotMatch(after, asks);
  assert.match(textOf(after), /The key is revoked/);
  const es256 = (await site.deps.signingKeys.list()).filter(({ alg }) => alg === 'ES256');
  assert.deepEqual(
    es256.map((key) => [key.kid === kid, key.revokedAt !== undefined]),
    [
      [true, true],
      [false, false],
    ],
  );
});

test('the next key is added with one button of its kind', async () => {
  const added = await fillIn(admin, KEYS, {}, `${KEYS}/RS256/rotate`);
  assert.equal(added.location, `${KEYS}?done=added`);
  const read = textOf((await admin.get(added.location)).body);
  assert.match(read, /RS256 .* Comes next .* Revoke .* Revoke .* ES256/);
});

test('a double click adds one key, and so does a press that is repeated because its answer was lost', async () => {
  const page = await admin.get(KEYS);
  const press = () => admin.submit(page, `${KEYS}/PS256/rotate`, {});
  const answers = [...(await Promise.all([press(), press()])), await press()];
  assert.deepEqual(new Set(answers.map(({ location }) => location)), new Set([`${KEYS}?done=added`]));
  const count = async () => (await site.deps.signingKeys.list()).filter(({ alg }) => alg === 'PS256').length;
  assert.equal(await count(), 2);
  await fillIn(admin, KEYS, {}, `${KEYS}/PS256/rotate`);
  assert.equal(await count(), 3, 'another press is another key');
});
