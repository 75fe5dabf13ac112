import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import { detailsTypeProblem } from '../../src/oauth/details-type.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorize, authorizeUrl, codeOf, post, redeem, refresh } from '../support/flow.ts';
import { TEST_SECRET } from '../support/server.ts';
import type { Visitor } from '../support/visitor.ts';

const PAYMENT = {
  type: 'payment',
  schema: {
    properties: {
      amount: { type: 'string', pattern: '^[0-9]+\\.[0-9]{2}$' },
      to: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      actions: { type: 'array', items: { enum: ['initiate', 'status'] } },
    },
    required: ['amount', 'to'],
  },
  sentence: 'Pay {amount} to {to.name}',
};
const pay = (amount = '12.00', more: object = {}) => ({ type: 'payment', amount, to: { name: 'Openfield' }, ...more });

let site: TestApp;
let ines: User;
let client: TestClient;
let browser: Visitor;
before(async () => {
  site = await testApp();
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  assert.equal(await detailsTypeProblem(PAYMENT), undefined);
  assert.equal(await site.deps.detailsTypes.save(PAYMENT, 'administrator'), 'added');
  assert.equal(await site.deps.detailsTypes.save({ ...PAYMENT, type: 'other' }, 'administrator'), 'added');
  client = await application();
});
after(() => site.close());

async function application(metadata: Partial<ClientMetadata> = {}, more = {}) {
  const made = await site.application(ines, { ...more });
  const changes = { metadata: { authorizationDetailsTypes: ['payment'], ...metadata } };
  assert.equal((await site.deps.clients.administer(made.id, changes, 'administrator')).outcome, 'changed');
  return made;
}

const url = (details: unknown, more: Readonly<Record<string, string | undefined>> = {}, by = client) =>
  authorizeUrl(by, {
    authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
    ...more,
  });

test('details are shown, granted, and said of the tokens: in the answer, at introspection and in a JWT', async () => {
  const signing = await application({ accessTokenFormat: 'jwt' });
  for (const by of [client, signing]) {
    const first = await browser.get(url([pay(), pay('7.50')], {}, by));
    const page = await browser.get(first.location);
    assert.match(page.body.replace(/<\/?bdi>/g, ''), /Pay 12\.00 to Openfield/);
    assert.match(page.body.replace(/<\/?bdi>/g, ''), /Pay 7\.50 to Openfield/);
    const { location } = await browser.submit(page, '/consent', { decision: 'authorize' });
    const tokens = await redeem(site, by, new URL(location).searchParams.get('code') ?? '');
    assert.deepEqual(tokens.body['authorization_details'], [pay(), pay('7.50')]);
    const next = await refresh(site, by, tokens.body.refresh_token);
    for (const { body } of [tokens, next]) {
      assert.deepEqual(body['authorization_details'], [pay(), pay('7.50')]);
      const told = await post(site, '/oauth2/introspect', { token: body.access_token }, by);
      assert.deepEqual(told.body['authorization_details'], [pay(), pay('7.50')]);
    }
    if (by === signing) {
      assert.deepEqual(decodeJwt(tokens.body.access_token)['authorization_details'], [pay(), pay('7.50')]);
    }
  }
  const allowed = (await browser.get('/oauth2/authorized_applications')).body.replace(/<\/?bdi>/g, '');
  assert.equal(allowed.match(/Pay 12\.00 to Openfield/g)?.length, 2, 'once for each application');
  assert.match(allowed, /Pay 7\.50 to Openfield/);
  assert.match(allowed, /&quot;amount&quot;: &quot;7\.50&quot;/);
  const plain = await redeem(site, client, await codeOf(browser, authorizeUrl(client)));
  assert.equal(plain.body['authorization_details'], undefined);
});

test('details alone are no scopes, and are never given from memory but to a trusted application', async () => {
  await codeOf(browser, authorizeUrl(client));
  const again = url([pay()]);
  await codeOf(browser, again);
  assert.match((await browser.get(again)).location, /^\/consent/, 'the same once more is asked once more');
  assert.match((await authorize(browser, url([pay()], { prompt: 'none' }))).search, /error=consent_required/);
  const alone = await redeem(site, client, await codeOf(browser, url([pay()], { scope: undefined })));
  assert.equal(alone.body['scope'], undefined);
  const trusted = await application({}, { trusted: true });
  assert.match((await browser.get(url([pay()], {}, trusted))).location, /code=/);
});

test('what is approved is what was shown, in the words of its type', async () => {
  const { location } = await browser.get(url([pay('99.00')]));
  const page = await browser.get(location);
  await site.deps.detailsTypes.save({ ...PAYMENT, sentence: 'Give {amount} to {to.name}' }, 'administrator');
  const answer = await browser.submit(page, '/consent', { decision: 'authorize' });
  assert.equal(answer.status, 403, 'the page is shown anew');
  assert.match(answer.body.replace(/<\/?bdi>/g, ''), /Give 99\.00 to Openfield/);
  await site.deps.detailsTypes.save(PAYMENT, 'administrator');
});

test('what is not of a registered type, not the application’s or not as its type says is refused, pushed or not', async () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
  const cases: readonly (readonly [string, unknown])[] = [
    ['details-malformed', 'nothing'],
    ['details-malformed', '{"type":"payment"}'],
    ['details-malformed', '["payment"]'],
    ['details-malformed', '[null]'],
    ['details-malformed', '[{"amount":"1.00"}]'],
    ['details-malformed', '[{"type":7}]'],
    ['details-malformed', '[],"x":1'],
    ['details-malformed', `[${JSON.stringify(pay()).replace('}', ',"name":"Other"}')}]`],
    ['details-malformed', Array.from({ length: 21 }, () => pay())],
    ['details-malformed', [pay('1.00', { actions: deep(9) })]],
    ['details-malformed', `[${'['.repeat(5000)}${']'.repeat(5000)}]`],
    ['details-type-not-registered', [{ ...pay(), type: 'unknown' }]],
    ['details-type-not-registered', [{ ...pay(), type: 'other' }]],
    ['details-type-not-registered', [pay(), { ...pay(), type: 'Payment' }]],
    ['details-not-of-type', [pay('12')]],
    ['details-not-of-type', [{ type: 'payment', amount: '1.00' }]],
    ['details-not-of-type', [pay('1.00', { to: { name: 7 } })]],
    ['details-not-of-type', [pay('1.00', { actions: ['delete'] })]],
    ['details-not-of-type', [pay('1.00', { beyond: true })]],
  ];
  for (const [rule, details] of cases) {
    const { searchParams } = await authorize(browser, url(details));
    assert.equal(searchParams.get('error'), 'invalid_authorization_details', rule);
    assert.ok(searchParams.get('error_uri')?.endsWith(`/${rule}`), `${rule}: ${searchParams.get('error_uri')}`);
    const text = typeof details === 'string' ? details : JSON.stringify(details);
    const fields = { response_type: 'code', redirect_uri: REDIRECT, authorization_details: text };
    assert.equal((await post(site, '/oauth2/par', fields, client)).body.error, 'invalid_authorization_details', rule);
  }
  for (const grant_type of ['client_credentials']) {
    const fields = { grant_type, authorization_details: JSON.stringify([pay()]) };
    assert.equal((await post(site, '/oauth2/token', fields, client)).body.error, 'invalid_authorization_details');
  }
});

test('a token request may narrow its token to some of the details, and not a letter further', async () => {
  const granted = [pay('1.00'), pay('2.00', { actions: ['initiate', 'status'] })];
  const code = await codeOf(browser, url(granted));
  const ask = (details: unknown) => redeem(site, client, code, { authorization_details: JSON.stringify(details) });
  for (const wider of [[pay('3.00')], [pay('2.00')], [pay('1.00', { actions: [] })], [{ ...pay(), type: 'other' }]]) {
    const { status, body } = await ask(wider);
    assert.deepEqual([status, body.error], [400, 'invalid_authorization_details'], JSON.stringify(wider));
  }
  const reordered = { to: { name: 'Openfield' }, amount: '1.00', type: 'payment' };
  const first = await ask([reordered]);
  assert.equal(first.status, 200, 'refusals have not used the code');
  const introspect = async (token: string) =>
    (await post(site, '/oauth2/introspect', { token }, client)).body['authorization_details'];
  assert.deepEqual(first.body['authorization_details'], [pay('1.00')]);
  assert.deepEqual(await introspect(first.body.access_token), [pay('1.00')]);
  const next = await refresh(site, client, first.body.refresh_token);
  assert.deepEqual(next.body['authorization_details'], granted, 'it was of that token alone');
  const narrow = { authorization_details: JSON.stringify([granted[1]]) };
  const last = await refresh(site, client, next.body.refresh_token, narrow);
  assert.deepEqual(await introspect(last.body.access_token), [granted[1]]);
  const others = await application();
  const stolen = await redeem(site, others, await codeOf(browser, url([pay()])), { authorization_details: '[]' });
  assert.equal(stolen.body.error, 'invalid_grant');
});

test('S125 what an application writes into its details is text on the page', async () => {
  const name = '<script>alert(1)</script>\u202e';
  const { location } = await browser.get(url([pay('1.00', { to: { name } })]));
  const page = await browser.get(location);
  assert.doesNotMatch(page.body, /<script>alert/);
  assert.match(page.body, /<bdi>&lt;script&gt;/);
  assert.match(
    page.body,
    /alert\(1\)&lt;\/script&gt;\\u202e/,
    'and nothing that turns text around, in what it says exactly',
  );
});

test('a type is checked before it is registered', async () => {
  const cases: readonly (readonly [string, object])[] = [
    ['details-type-malformed', { type: 'a b' }],
    ['details-type-malformed', { type: '' }],
    ['details-sentence-missing', { sentence: ' ' }],
    ['details-sentence-malformed', { sentence: 'Pay {a-b}' }],
    ['details-sentence-malformed', { sentence: 'Pay {amount' }],
    ['details-schema-no-object', { schema: [] }],
    ['details-schema-too-large', { schema: { description: 'x'.repeat(20_000) } }],
    ['details-schema-malformed', { schema: { properties: { a: { type: 'text' } } } }],
    ['details-schema-malformed', { schema: { $ref: 'https://evil.example/schema' } }],
    ['details-schema-malformed', { schema: { unknown: true } }],
  ];
  for (const [id, wrong] of cases) assert.equal((await detailsTypeProblem({ ...PAYMENT, ...wrong }))?.id, id);
});

test('types are registered by the command line, and given to applications; metadata names them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'details-'));
  const file = path.join(folder, 'schema.json');
  await writeFile(file, JSON.stringify(PAYMENT.schema));
  Object.assign(process.env, { DATABASE_URL: site.url, SECRET: TEST_SECRET });
  const run = async (...args: string[]) => {
    const stdout: string[] = [];
    const stderr: string[] = [];
    const code = await runCommandLine(args, { out: (text) => stdout.push(text), err: (text) => stderr.push(text) });
    return { code, out: stdout.join(''), err: stderr.join('') };
  };
  const add = ['authorization-details-type', 'add', 'transfer', '--schema', file];
  assert.match((await run(...add, '--sentence', 'Pay {amount} {')).err, /no other brace/);
  assert.equal((await run(...add, '--sentence', PAYMENT.sentence, '--json')).code, 0);
  const set = ['app', 'set', client.id, '--json', '--authorization-details-type'];
  assert.match((await run(...set, 'nothing')).err, /There are other, payment, transfer/);
  const both = await run(...set, 'payment', '--authorization-details-type', 'transfer');
  assert.deepEqual(JSON.parse(both.out).authorization_details_types, ['payment', 'transfer']);
  assert.match((await run('authorization-details-type', 'list')).out, /transfer +1 application +Pay \{amount\}/);
  assert.match((await run('authorization-details-type', 'delete', 'transfer')).err, /take it from them first/);
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.deepEqual(metadata.authorization_details_types_supported, ['other', 'payment', 'transfer']);
  await run(...set, 'payment');
  assert.equal((await run('authorization-details-type', 'delete', 'transfer')).code, 0);
  assert.notEqual((await run('authorization-details-type', 'delete', 'transfer')).code, 0);
  await rm(folder, { recursive: true });
});
