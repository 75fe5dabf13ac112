import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addScopes, fillIn, registerByForm, signedIn, TYPED, textOf } from '../../support/console.ts';
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
