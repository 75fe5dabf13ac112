import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOME, localPath, withReturnTo } from '../../../src/web/requests/return-to.ts';
import { PASSWORD, testApp } from '../../support/app.ts';
import { authorizeUrl } from '../../support/flow.ts';
import { formsIn, visitor } from '../../support/visitor.ts';

const GOOD = [
  '/',
  '/account',
  '/account?done=name',
  '/oauth2/applications/lk_ci_4fQ9',
  '/oauth2/authorize?client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=%2F%2Fevil.example',
  '/oauth2/authorize?redirect_uri=https://app.example/callback&state=a//b\\c',
  '/consent?state=%E2%82%AC&scope=a+b',
  '/oauth2/authorize/?client_id=a',
];

const BAD = [
  '',
  'account',
  'https://evil.example/',
  'HTTPS:evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/%2fevil.example',
  '/%2F%2Fevil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/%255cevil.example',
  '/%09/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\nLocation: https://evil.example',
  '\t//evil.example',
  ' //evil.example',
  ' /account',
  '/ /evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/account/..//evil.example',
  '/account/../../evil.example',
  '/./account',
  '/%2e%2e//evil.example',
  '/%2e/account',
  '/a//b',
  '/@evil.example\u2028',
  '/\u00a0evil.example',
  '/\uff0fevil.example',
  '/\u202eelpmaxe.live//',
  '/account\0',
  '/%00',
  '/a%0d%0aSet-Cookie:x',
  'http:///evil.example',
  '?//evil.example',
  '#//evil.example',
  `/${'a'.repeat(20_000)}`,
];

test('S124 only a plain local path is a place to return to; everything else leads to a fixed page', () => {
  for (const path of GOOD) assert.equal(localPath(path), path);
  for (const path of BAD) assert.equal(localPath(path), HOME, JSON.stringify(path));
});

test('S124 what a browser makes of every accepted path stays on our origin', () => {
  const bits = ['/', '\\', '%2f', '%5c', '.', '..', '%2e', '@', ':', '?', '#', 'evil.example', '\t', ' ', '%09', 'a'];
  let accepted = 0;
  for (const a of bits) {
    for (const b of bits) {
      for (const c of bits) {
        for (const path of [`/${a}${b}${c}`, `${a}${b}${c}`]) {
          const checked = localPath(path);
          const url = new URL(checked, 'https://id.example');
          assert.equal(url.origin, 'https://id.example', JSON.stringify(path));
          assert.doesNotMatch(decodeURIComponent(url.pathname), /^\/[/\\]|[\\\t]/, JSON.stringify(path));
          if (checked === path) accepted += 1;
        }
      }
    }
  }
  assert.ok(accepted > 100, 'the corpus has good paths too');
});

test('S124 no page leads anywhere else by what its address says', async () => {
  const site = await testApp();
  try {
    const user = await site.person();
    const person = await site.signedIn(user);
    const places = [...GOOD, ...BAD].filter((place) => !place.includes('\0')); // that is no text at all: 400
    for (const [at, place] of places.entries()) {
      const expected = GOOD.includes(place) ? place : HOME;
      const query = new URLSearchParams({ return_to: place });
      assert.equal((await person.get(`/sign-in?${query}`)).location, expected, JSON.stringify(place));
      if (at % 4 !== 0) continue; // the same function answers; each of these costs a password
      const again = await person.get(`/sign-in/again?${query}`);
      const proved = await person.submit(again, '/sign-in/again', { password: PASSWORD });
      assert.equal(proved.location, expected, JSON.stringify(place));
      const leaving = await site.signedIn(user);
      const form = formsIn((await leaving.get('/account')).body).find(({ action }) => action === '/sign-out');
      const out = await leaving.post(`/sign-out?${query}`, form?.fields ?? {});
      assert.equal(out.location, expected, JSON.stringify(place));
    }
    const stranger = visitor(site.app);
    const page = await stranger.get('/sign-in?return_to=%2F%2Fevil.example&return_to=%2Faccount');
    assert.ok(!page.body.includes('evil.example'));
  } finally {
    await site.close();
  }
});

test('a page keeps the place to return to whole, whatever is in it', async () => {
  const site = await testApp();
  try {
    const person = await site.signedIn(await site.person());
    for (const place of [
      ...GOOD,
      '/oauth2/authorize?state=a%26b&scope=a+b&x=#',
      "/consent?state='%27",
      '/consent?a=%zz',
    ]) {
      const page = withReturnTo('/sign-in', place);
      assert.match(page, /^\/sign-in\?return_to=[^#"'<>`\s]+$/);
      assert.equal((await person.get(page)).location, place);
    }
  } finally {
    await site.close();
  }
});

test('a long state is not escaped twice on the way to the sign-in page: the headers of the answer fit into nginx’s 4 KiB', async () => {
  const site = await testApp();
  try {
    const client = await site.application(await site.person());
    await site.scope('read');
    await site.scope('write');
    const state = '%'.repeat(1000);
    const asked = authorizeUrl(client, { state });
    const { location, headers } = await visitor(site.app).get(asked);
    assert.match(location, /^\/sign-in\?return_to=\/oauth2\/authorize\?/);
    assert.ok(location.length < asked.length + 100, `${location.length} for ${asked.length}`);
    const all = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    assert.ok(all.join('').length < 4000, `${all.join('').length} bytes of headers`);
  } finally {
    await site.close();
  }
});
