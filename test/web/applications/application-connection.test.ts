import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { keyPair } from '../../support/confusions.ts';
import { fillIn } from '../../support/console.ts';
import { textOf, type Visitor } from '../../support/visitor.ts';

let here: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  here = await testApp();
  await here.scope('openid');
  ines = await here.person();
  browser = await here.signedIn(ines);
  client = await here.application(ines, { scopes: ['openid'] });
});
after(() => here.close());

const USUAL = ['authorization_code', 'refresh_token'];
const path = () => `/oauth2/applications/${client.id}/advanced`;

/** As the form sends it where nothing was changed, but for this. */
async function save(more: Readonly<Record<string, string | readonly string[]>>, by = browser, at = path()) {
  const usual = { auth_method: 'client_secret_basic', id_token_alg: 'RS256', jwks: '', jwks_uri: '' };
  const none = { post_logout_redirect_uris: '', backchannel_logout_uri: '' };
  return fillIn(by, at, { grant: USUAL, ...usual, ...none, ...more });
}

const edit = () => `/oauth2/applications/${client.id}/edit`;

const stored = async () => {
  const found = await here.deps.clients.find(client.id);
  assert.ok(found);
  return found;
};

/** The form with a file in it, as a browser sends it by the button that reads the file. */
async function sendFile(content: string | undefined, typed: Readonly<Record<string, string>> = {}) {
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await browser.get(path())).body) ?? [];
  const edge = 'edge-of-a-part';
  const part = (name: string, rest: string) => `--${edge}\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n`;
  const fields = Object.entries({ _csrf: token, ...typed }).map(([name, value]) => part(name, `\r\n\r\n${value}`));
  const file = part('keys_file', `; filename="k.json"\r\nContent-Type: application/json\r\n\r\n${content}`);
  return browser.send({
    method: 'POST',
    url: `${path()}/keys`,
    payload: `${fields.join('')}${content === undefined ? '' : file}--${edge}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${edge}`, 'sec-fetch-site': 'same-origin' },
  });
}

test('public keys come from a file too: they stand in the form, and are kept when it is saved', async () => {
  const file = JSON.stringify({ keys: [keyPair('filed').jwk] });
  const shown = await sendFile(file);
  assert.equal(shown.status, 200, textOf(shown.body));
  assert.match(textOf(shown.body), /Nothing is kept until you save/);
  assert.match(shown.body, /<textarea[^>]*id="jwks"[^>]*>[^<]*filed/);
  assert.equal((await stored()).metadata.jwks, undefined);
  for (const [wrong, why] of [
    [{ keys: [{ ...keyPair('filed').jwk, d: 'a-private-part' }] }, /Key 1 is a private or shared key/],
    [{ keys: [] }, /Expected a JWK Set with at least one key/],
    ['-----BEGIN a-private-part', /Keys in PEM .* have to be turned into a JWK Set first/],
  ] as const) {
    const refused = await sendFile(typeof wrong === 'string' ? wrong : JSON.stringify(wrong), { jwks: 'typed before' });
    assert.equal(refused.status, 422);
    assert.match(textOf(refused.body), why);
    assert.match(refused.body, /<textarea[^>]*id="jwks"[^>]*>\s*typed before/);
    assert.ok(!refused.body.includes('a-private-part'), 'what nobody shall see is not sent back');
  }
  for (const wrong of ['', 'x'.repeat(50_000)]) assert.equal((await sendFile(wrong)).status, 422);
});

test('reading a file of keys loses nothing that was typed, whether or not there is one', async () => {
  const long = Array.from({ length: 60 }, (_, at) => `https://app.example/out/${'x'.repeat(80)}/${at}`);
  const typed = {
    access_token_seconds: '601',
    auth_method: 'private_key_jwt',
    id_token_alg: 'ES256',
    pairwise: 'yes',
    require_factor: 'yes',
    grant: 'client_credentials',
    jwks: 'typed before',
    jwks_uri: 'https://app.example/keys.json',
    post_logout_redirect_uris: long.join('\r\n'),
    backchannel_logout_uri: 'https://app.example/typed',
  };
  const read = await sendFile(JSON.stringify({ keys: [keyPair('filed').jwk] }), typed);
  const none = await sendFile(undefined, typed);
  assert.deepEqual([read.status, none.status], [200, 422]);
  for (const { body } of [read, none]) {
    assert.match(body, /value="601"/);
    assert.match(body, /value="private_key_jwt" checked/);
    assert.match(body, /value="client_secret_basic">/);
    assert.match(body, /value="ES256" checked/);
    for (const name of ['pairwise', 'require_factor']) {
      assert.match(body, new RegExp(`name="${name}"[^>]* checked`), name);
    }
    assert.match(body, /value="client_credentials"[^>]* checked/);
    assert.ok(!/value="authorization_code"[^>]* checked/.test(body));
    for (const line of [long[0], long.at(-1), 'https://app.example/typed']) assert.ok(body.includes(`${line}`), line);
  }
  assert.match(read.body, /<textarea[^>]*id="jwks"[^>]*>[^<]*filed/);
  assert.ok(!read.body.includes('https://app.example/keys.json'), 'the file takes the place of both');
  assert.match(none.body, /<textarea[^>]*id="jwks"[^>]*>\s*typed before/);
  assert.match(none.body, /value="https:\/\/app\.example\/keys\.json"/);
  const stale = await sendFile('{}', { ...typed, _csrf: 'x' });
  assert.equal(stale.status, 403);
  assert.match(stale.body, /value="https:\/\/app\.example\/typed"/, 'nor where the form was too old');
  for (const wrong of ['a\0b', 'a\uFFFDb', 'x'.repeat(70_000)]) {
    const answer = await sendFile('{}', { ...typed, backchannel_logout_uri: wrong });
    assert.equal(answer.status, 400, 'read as any form is, and never cut');
  }
});

test('a developer says how their application proves itself, what its tokens are like, and where people sign out', async () => {
  const { jwk } = keyPair('one');
  const saved = await save({
    auth_method: 'private_key_jwt',
    jwks: JSON.stringify({ keys: [jwk] }),
    id_token_alg: 'ES256',
    id_token_claims: 'yes',
    signed_access_tokens: 'yes',
    pairwise: 'yes',
    post_logout_redirect_uris: 'https://app.example/out\r\n\r\nhttps://app.example/other',
    backchannel_logout_uri: 'https://app.example/told',
  });
  assert.deepEqual([saved.status, saved.location], [303, `/oauth2/applications/${client.id}?done=changed`]);
  const { authMethods, metadata } = await stored();
  assert.deepEqual(authMethods, ['private_key_jwt']);
  assert.equal(metadata.jwks?.keys.length, 1);
  const { idTokenSignedResponseAlg, idTokenClaims, accessTokenFormat, subjectType } = metadata;
  assert.deepEqual(
    [idTokenSignedResponseAlg, idTokenClaims, accessTokenFormat, subjectType],
    ['ES256', true, 'jwt', 'pairwise'],
  );
  assert.deepEqual(metadata.postLogoutRedirectUris, ['https://app.example/out', 'https://app.example/other']);
  assert.equal(metadata.backchannelLogoutUri, 'https://app.example/told');
  const again = (await browser.get(path())).body;
  assert.match(again, /value="private_key_jwt" checked/);
  assert.match(again, /value="ES256" checked/);
  assert.match(again, /https:\/\/app\.example\/told/);
  await save({});
  const { metadata: back } = await stored();
  assert.deepEqual([back.jwks, back.backchannelLogoutUri, back.subjectType], [undefined, undefined, 'public']);
});

test('what is wrong stands beside its field, all of it at once, and nothing that was typed is lost', async () => {
  const before = (await stored()).revision;
  const typed = {
    auth_method: 'private_key_jwt',
    id_token_alg: 'HS256',
    jwks: '',
    post_logout_redirect_uris: 'https://app.example/out\nnowhere',
    backchannel_logout_uri: 'http://app.example/told',
  };
  const { status, body } = await save(typed);
  assert.equal(status, 422);
  for (const id of ['jwks', 'id_token_algs', 'post_logout_redirect_uris', 'backchannel_logout_uri']) {
    assert.match(body, new RegExp(`id="${id}-error"`), id);
  }
  assert.match(body, /Line 2: /);
  assert.match(body, /nowhere/);
  assert.match(body, /http:\/\/app\.example\/told/);
  const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ jwks: '{"keys":' }, /This is no JSON/],
    [{ jwks: JSON.stringify({ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }) }, /Key 1 is a private or shared key/],
    [{ jwks_uri: 'com.example.app:/keys' }, /It must begin with https/],
    [{ auth_method: 'none' }, /There is no such method/],
    [{ auth_method: 'tls_client_auth' }, /There is no such method/],
  ];
  for (const [more, sentence] of wrong) {
    const answer = await save(more);
    assert.equal(answer.status, 422, JSON.stringify(more));
    assert.match(answer.body, sentence);
  }
  assert.equal((await stored()).revision, before);
});

test('S140 the form is the owner’s and administrators’', async () => {
  const stranger = await here.signedIn(await here.person());
  assert.equal((await stranger.get(path())).status, 404);
  const admin = await here.signedIn(await here.person(undefined, { isAdmin: true }));
  assert.equal((await admin.get(path())).location, `/admin/applications/${client.id}/advanced`);
  const saved = await save({ id_token_claims: 'yes' }, admin, `/admin/applications/${client.id}/advanced`);
  assert.equal(saved.status, 303);
  assert.equal((await stored()).metadata.idTokenClaims, true);
});

test('S142 developers give shorter lives than the server’s, administrators any within its range, and what is held may stay', async () => {
  const lives = {
    access_token_seconds: '600',
    refresh_token_idle_seconds: '86400',
    refresh_token_seconds: '172800',
    code_seconds: '30',
  };
  assert.equal((await save(lives)).status, 303);
  const { accessTokenSeconds, refreshTokenIdleSeconds, refreshTokenSeconds, codeSeconds } = await stored();
  const expected = [600, 86_400, 172_800, 30];
  assert.deepEqual([accessTokenSeconds, refreshTokenIdleSeconds, refreshTokenSeconds, codeSeconds], expected);
  const wrong = await save({ ...lives, access_token_seconds: '86400', code_seconds: '5' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /Give a whole number from 60 to 3,600 \(1 hour\), or nothing/);
  assert.match(wrong.body, /value="86400"/);
  const idle = await save({ ...lives, refresh_token_idle_seconds: '172801' });
  assert.match(idle.body, /It ends after 2 days altogether/);

  const ada = await here.signedIn(await here.person(undefined, { isAdmin: true }));
  const admin = `/admin/applications/${client.id}/advanced`;
  assert.equal((await save({ ...lives, access_token_seconds: 'never' }, ada, admin)).status, 303);
  assert.equal((await stored()).accessTokenSeconds, 'never');
  assert.equal((await save({ ...lives, access_token_seconds: 'never' })).status, 303, 'what is held may stay');
  assert.equal((await stored()).accessTokenSeconds, 'never');
  assert.equal((await save({ ...lives, access_token_seconds: '' })).status, 303);
  assert.equal((await stored()).accessTokenSeconds, undefined);
});

test('grant types and PKCE stand beside the lifetimes, and the form of the rest leaves them as they are', async () => {
  assert.doesNotMatch((await browser.get(edit())).body, /name="(grant|require_pkce)"/);
  assert.match(
    (await browser.get(path())).body,
    /value="authorization_code" checked[\s\S]*name="access_token_seconds"/,
  );
  assert.equal((await save({ grant: [...USUAL, 'client_credentials'], require_pkce: 'yes' })).status, 303);
  const { grants, requirePkce } = await stored();
  assert.deepEqual([grants, requirePkce], [[...USUAL, 'client_credentials'], true]);
  const rest = { name: 'Renamed', redirect_uris: 'https://app.example/callback', confidential: 'yes', scope: 'openid' };
  assert.equal((await fillIn(browser, edit(), rest)).status, 303);
  const after = await stored();
  assert.deepEqual([after.name, after.grants, after.requirePkce], ['Renamed', grants, true]);
  assert.equal((await save({})).status, 303);
  assert.deepEqual((await stored()).grants, USUAL);
});

test('S014 what is wrong between a grant type and the rest leads to the other page, and nothing typed is lost', async () => {
  const rest = { name: 'Typed at length', redirect_uris: '', confidential: 'yes', scope: 'openid' };
  const none = await fillIn(browser, edit(), rest);
  assert.equal(none.status, 422);
  assert.match(none.body, /value="Typed at length"/);
  const apart = (to: string) => new RegExp(`href="/oauth2/applications/${client.id}/${to}" target="_blank"`);
  assert.match(none.body, apart('advanced#grants'));
  assert.match(textOf(none.body), /leave out the grant type authorization_code\. See the grant types under Advanced/);

  assert.equal((await save({ grant: ['client_credentials'] })).status, 303);
  assert.equal((await fillIn(browser, edit(), rest)).status, 303, 'it needs no address now');
  const back = await save({ grant: USUAL, code_seconds: '44' });
  assert.equal(back.status, 422);
  assert.match(back.body, /id="grants-error"/);
  assert.match(back.body, apart('edit'));
  assert.match(back.body, /value="44"/);
  assert.match(back.body, /value="refresh_token" checked/);
  const open = await fillIn(browser, edit(), { ...rest, confidential: [] });
  assert.match(textOf(open.body), /client_credentials needs a secret[^.]*\. See the grant types under Advanced/);
  assert.match((await save({ grant: [] })).body, /Choose at least one grant type/);
  assert.match((await save({ grant: ['magic'] })).body, /There is no grant type magic/);
  assert.deepEqual((await stored()).grants, ['client_credentials']);
  const fresh = '/oauth2/applications/new';
  const page = await fillIn(browser, fresh, { ...rest, grant: USUAL });
  assert.match(page.body, /<details class="more" open>[\s\S]*id="grants"/);
  assert.match(page.body, /href="#grants">See the grant types under Advanced/);
});
