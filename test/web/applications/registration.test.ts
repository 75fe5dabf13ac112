import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../../support/app.ts';
import { behindLock } from '../../support/barrier.ts';
import { addScopes, fillIn, registerByForm, signedIn, TYPED, textOf } from '../../support/console.ts';
import { consumerOf } from '../../support/oauth1.ts';
import { pagesApp } from '../../support/pages.ts';

const NEW = '/oauth2/applications/new';

test('S095 where administrators register, others can neither see the form nor post it', async () => {
  const site = await pagesApp({ deps: { registration: 'admins' } });
  await addScopes(site);
  try {
    const ines = await signedIn(site, 'ines@openfield.example');
    const list = await ines.get('/oauth2/applications');
    assert.doesNotMatch(list.body, /Register an application/);
    assert.match(textOf(list.body), /administrators register applications/);
    assert.equal((await ines.get(NEW)).status, 403);
    const _csrf = /name="_csrf" value="([^"]*)"/.exec((await ines.get('/account')).body)?.[1] ?? '';
    const typed = {
      _csrf,
      name: 'Mine',
      homepage: '',
      redirect_uris: 'https://a.example/',
      grant: 'authorization_code',
    };
    assert.equal((await ines.post(NEW, typed)).status, 403);
    assert.equal((await site.deps.clients.list({ page: 1, size: 1 })).total, 0);
    const admin = await signedIn(site, 'root@openfield.example', { isAdmin: true });
    assert.ok((await registerByForm(admin)).secret);
  } finally {
    await site.close();
  }
});

test('S095 where registration is reviewed, an application waits, and editing does not end its wait', async () => {
  const site = await pagesApp({ deps: { registration: 'review' } });
  await addScopes(site);
  try {
    const ines = await signedIn(site, 'ines@openfield.example');
    assert.match(textOf((await ines.get(NEW)).body), /An administrator looks at it before it works/);
    const { id, path } = await registerByForm(ines);
    await fillIn(ines, `${path}/edit`, { ...TYPED, in_review: '', state: 'active' });
    assert.equal((await site.deps.clients.find(id))?.state, 'review');
    const admin = await signedIn(site, 'root@openfield.example', { isAdmin: true });
    const own = await registerByForm(admin);
    assert.equal((await site.deps.clients.find(own.id))?.state, 'active');
  } finally {
    await site.close();
  }
});

test('S095 S142 where registration is reviewed, an application with safe scopes alone works at once, and waits when it asks for more', async () => {
  const site = await testApp({ env: { OAUTH1: 'on', REGISTRATION: 'review', DYNAMIC_REGISTRATION: 'open' } });
  await addScopes(site);
  const safe = { name: 'safe', description: 'Know the weather', detail: undefined, privileged: false, safe: true };
  await site.deps.scopes.save(safe, 'administrator');
  try {
    const ines = await site.signedIn(await site.person());
    const form = textOf((await ines.get(NEW)).body);
    assert.match(form, /With scopes that need no review it works at once/);
    assert.match(form, /Know the weather safe Needs no review\./);
    assert.match(form, /read_prefs With it the application waits until an administrator has looked at it/);
    const { id, path } = await registerByForm(ines, { scope: ['safe'] });
    const state = async (of = id) => {
      const client = await site.deps.clients.find(of);
      return [client?.state, client?.verified];
    };
    assert.deepEqual(await state(), ['active', false]);
    await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Another', scope: ['safe'] });
    assert.deepEqual(await state(), ['active', false], 'as another name would have passed at once');
    await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Another', scope: ['safe', 'read_prefs'] });
    assert.deepEqual(await state(), ['review', false]);
    await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Another', scope: ['safe'] });
    assert.deepEqual(await state(), ['review', false], 'what an administrator is to decide stays theirs');
    await site.deps.clients.approve(id, 'administrator');
    await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Another', scope: ['safe', 'read_prefs'] });
    assert.deepEqual(await state(), ['review', false], 'of what was approved too');
    const more = await registerByForm(ines, { scope: ['safe', 'read_prefs'] });
    assert.deepEqual(await state(more.id), ['review', false]);
  } finally {
    await site.close();
  }
});

test('S095 where registration is reviewed, neither logo nor link nor owner sends an application with safe scopes alone to review, and each does with others', async () => {
  const site = await testApp({ env: { REGISTRATION: 'review' } });
  await addScopes(site);
  await site.deps.scopes.save(
    { name: 'safe', description: 'Know the weather', detail: undefined, privileged: false, safe: true },
    'administrator',
  );
  try {
    const owner = await site.person();
    const ada = await site.person('ada@example.org');
    const { logos, clients, clientOffers } = site.deps;
    const changes: Record<string, (id: string) => Promise<unknown>> = {
      logo: (id) => logos.set(id, { large: Buffer.from('large'), small: Buffer.from('small') }, { ownerId: owner.id }),
      link: (id) => clients.connect(id, { metadata: { tosUri: 'https://terms.example/' } }, { ownerId: owner.id }),
      owner: async (id) => {
        const to = { kind: 'person', email: ada.email, emailCanonical: ada.email } as const;
        await clientOffers.offer(id, to, { ownerId: owner.id });
        const [offer] = await clientOffers.listFor(ada.id);
        return clientOffers.accept(offer?.id ?? '', { ownerId: ada.id }, 100);
      },
    };
    for (const [what, change] of Object.entries(changes)) {
      for (const [scopes, state] of [
        [['safe'], 'active'],
        [['safe', 'read_prefs'], 'review'],
      ] as const) {
        const { id } = await site.application(owner, { scopes });
        assert.ok(await change(id));
        assert.equal((await clients.find(id))?.state, state, `${what} with ${scopes}`);
      }
    }
  } finally {
    await site.close();
  }
});

test('S142 where registration is reviewed, what was approved and is changed waits again, of either protocol', async () => {
  const site = await testApp({ env: { OAUTH1: 'on', REGISTRATION: 'review' } });
  await addScopes(site);
  try {
    const owner = await site.person();
    const ines = await site.signedIn(owner);
    const { id, path } = await registerByForm(ines);
    assert.equal(await site.deps.clients.approve(id, 'administrator'), true);
    assert.match(
      textOf((await ines.get(`${path}/edit`)).body),
      /with another name, homepage or address it waits for them again/,
    );
    await fillIn(ines, `${path}/edit`, { ...TYPED, scope: [] });
    assert.equal((await site.deps.clients.find(id))?.verified, true);
    await fillIn(ines, `${path}/edit`, { ...TYPED, redirect_uris: 'https://elsewhere.example/cb' });
    const client = await site.deps.clients.find(id);
    assert.deepEqual([client?.state, client?.verified], ['review', false]);
    assert.match(textOf((await ines.get(path)).body), /An administrator has not looked at it yet/);

    const consumers = site.deps.oauth1?.consumers ?? assert.fail();
    const { key } = await consumerOf(site, owner);
    const kept = (await consumers.find(key)) ?? assert.fail();
    assert.equal(await consumers.approve(key, 'administrator'), true);
    await consumers.change(key, { ...kept, scopes: [] }, { ownerId: owner.id });
    assert.equal((await consumers.find(key))?.verified, true);
    await consumers.change(key, { ...kept, callbackUrl: 'https://elsewhere.example/cb' }, { ownerId: owner.id });
    const now = await consumers.find(key);
    assert.deepEqual([now?.state, now?.verified], ['review', false]);
  } finally {
    await site.close();
  }
});

test('S095 a person who is not an administrator has at most 100 applications of each protocol, however many are registered at once', async () => {
  const site = await testApp({ env: { OAUTH1: 'on' } });
  await addScopes(site);
  try {
    const owner = await site.person('ines@openfield.example');
    const ines = await site.signedIn(owner);
    const { pool } = site.database;
    const consumers = '/oauth1/applications/new';
    const consumer = { name: 'Mapwright', homepage: 'https://mapwright.example/' };
    const counted = async () =>
      (
        await pool.query(`SELECT (SELECT count(*) FROM clients)::int AS clients,
        (SELECT count(*) FROM oauth1_consumers)::int AS consumers`)
      ).rows[0];
    await pool.query(
      `INSERT INTO clients (id, name, owner_id, confidential) SELECT 'old ' || n, 'Old', $1, true FROM generate_series(1, 99) n`,
      [owner.id],
    );
    await pool.query(
      `INSERT INTO oauth1_consumers (key, name, homepage, owner_id, secret)
       SELECT 'old ' || n, 'Old', 'https://old.example/', $1, '\\x00' FROM generate_series(1, 99) n`,
      [owner.id],
    );
    for (const [path, typed] of [
      [NEW, TYPED],
      [consumers, consumer],
    ] as const) {
      const lock = { text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [owner.id] };
      const both = await behindLock(pool, lock, 2, () => Promise.all([1, 2].map(() => fillIn(ines, path, typed))));
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [303, 409], path);
      const refused = await fillIn(ines, path, typed);
      assert.equal(refused.status, 409);
      assert.match(
        textOf(refused.body),
        /you have 100 of these already.*Delete one that you no longer need, or ask an admin/,
      );
      assert.match(refused.body, /value="(Trailmark|Mapwright)"/, 'nothing typed is lost');
    }
    assert.deepEqual(await counted(), { clients: 100, consumers: 100 });
    await site.application(owner); // as an administrator does by the command line
    await site.deps.users.makeAdmin(owner.id, 'administrator');
    for (const [path, typed] of [
      [NEW, TYPED],
      [consumers, consumer],
    ] as const) {
      assert.equal((await fillIn(ines, path, typed)).status, 303, path);
    }
    assert.deepEqual(await counted(), { clients: 102, consumers: 101 });
  } finally {
    await site.close();
  }
});
