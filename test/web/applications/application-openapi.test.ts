import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';
import type { ClientSettings } from '../../../src/oauth/model/client.ts';
import { testApp } from '../../support/app.ts';
import type { Visitor } from '../../support/visitor.ts';

type Json = { readonly [name: string]: Json } & { readonly [at: number]: Json };

const EVERY = ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit'];
const APPLICATIONS: Readonly<Record<string, Partial<ClientSettings>>> = {
  'a confidential one with everything': {},
  'a public one': { confidential: false },
  'one that acts for itself': { grants: ['client_credentials'], redirectUris: [] },
  'one without scopes': { scopes: [] },
  'one that learns who people are': { scopes: ['offline_access', 'openid', 'read'] },
  'one that asks for codes on devices': {
    grants: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token', 'client_credentials'],
  },
  'one with every grant': {
    grants: [...EVERY, 'urn:ietf:params:oauth:grant-type:device_code'],
  },
  'one that does not refresh': { grants: ['authorization_code'], scopes: ['on'] },
};
const VERSIONS = ['2.0', '3.0', '3.1', '3.2'];

let site: Awaited<ReturnType<typeof testApp>>;
let browser: Visitor;
let folder: string;
const ids = new Map<string, string>();
before(async () => {
  site = await testApp({ env: { LEGACY_GRANTS: 'password,implicit' } });
  await site.scope('read', 'Read your preferences: language & units');
  await site.scope('write', 'Modify "the map" # and <more>');
  await site.scope('on', 'yes');
  await site.scope('offline_access', 'Stay connected');
  await site.scope('openid', 'Know who you are');
  await site.scope('unused', 'Not of these applications');
  const person = await site.person();
  browser = await site.signedIn(person);
  for (const [name, settings] of Object.entries(APPLICATIONS)) {
    ids.set(name, (await site.application(person, settings)).id);
  }
  folder = await mkdtemp(path.join(tmpdir(), 'latchkey-openapi-'));
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

async function blocks(id: string | undefined, query: Readonly<Record<string, string>> = {}) {
  const { status, body } = await browser.get(`/oauth2/applications/${id}/openapi?${new URLSearchParams(query)}`);
  assert.equal(status, 200);
  return [...body.matchAll(/<code class="value lines"[^>]*><span[^>]*>([\s\S]*?)<\/span>/g)].map(([, text = '']) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&'),
  );
}

async function described(name: string, query: Readonly<Record<string, string>> = {}): Promise<Json> {
  const [scheme = ''] = await blocks(ids.get(name), { format: 'json', ...query });
  return JSON.parse(scheme);
}

test('every variant for every kind of application is valid, and YAML says what JSON says', async () => {
  const schemas = new Validator();
  for (const [name, id] of ids) {
    for (const version of VERSIONS) {
      for (const addresses of version === '2.0' ? ['absolute'] : ['absolute', 'relative']) {
        const what = `${name} ${version} ${addresses}`;
        const yaml = (await blocks(id, { version, addresses })).filter((text) => !text.startsWith('const ui'));
        const json = (await blocks(id, { version, addresses, format: 'json' })).slice(0, yaml.length);
        assert.ok(yaml.length > 2, what);
        assert.deepEqual(
          yaml.map((text) => parse(text)),
          json.map((text) => JSON.parse(text)),
          what,
        );
        const whole = JSON.parse(json.at(-1) ?? '');
        const { valid, errors } = await schemas.validate(structuredClone(whole));
        assert.ok(valid, `${what}: ${JSON.stringify(errors)}`);
        for (const part of json.slice(0, 2).map((text) => JSON.parse(text))) {
          assert.deepEqual(whole, { ...whole, ...part }, 'the parts are parts of the whole');
        }
        if (name !== 'one with every grant' || version === '3.2' || addresses === 'relative') continue; // slow
        const file = path.join(folder, 'api.yaml');
        await writeFile(file, yaml.at(-1) ?? '');
        await SwaggerParser.validate(file);
      }
    }
  }
});

test('only the flows and the scopes of the application are in it', async () => {
  const flowsOf = async (name: string) =>
    (await described(name))['components']?.['securitySchemes']?.['oauth2']?.['flows'] as Json;
  const all = await flowsOf('a confidential one with everything');
  assert.deepEqual(Object.keys(all), ['authorizationCode', 'clientCredentials']);
  assert.deepEqual(all['authorizationCode'], {
    authorizationUrl: 'http://localhost:3000/oauth2/authorize',
    tokenUrl: 'http://localhost:3000/oauth2/token',
    refreshUrl: 'http://localhost:3000/oauth2/token',
    scopes: {
      read: 'Read your preferences: language & units',
      write: 'Modify "the map" # and <more>',
    },
  });
  assert.deepEqual(Object.keys(await flowsOf('a public one')), ['authorizationCode']);
  const every = ['authorizationCode', 'clientCredentials', 'password', 'implicit'];
  assert.deepEqual(Object.keys(await flowsOf('one with every grant')), every);
  const device = await described('one that asks for codes on devices', { version: '3.2' });
  assert.deepEqual(device['components']?.['securitySchemes']?.['oauth2']?.['flows']?.['deviceAuthorization'], {
    deviceAuthorizationUrl: 'http://localhost:3000/oauth2/device_authorization',
    tokenUrl: 'http://localhost:3000/oauth2/token',
    refreshUrl: 'http://localhost:3000/oauth2/token',
    scopes: {
      read: 'Read your preferences: language & units',
      write: 'Modify "the map" # and <more>',
    },
  });
  assert.deepEqual(Object.keys(await flowsOf('one that asks for codes on devices')), ['clientCredentials']);
  assert.deepEqual(Object.keys(await flowsOf('one that acts for itself')), ['clientCredentials']);
  assert.deepEqual((await flowsOf('one without scopes'))['authorizationCode']?.['scopes'], {});
  assert.deepEqual((await flowsOf('one that does not refresh'))['authorizationCode'], {
    authorizationUrl: 'http://localhost:3000/oauth2/authorize',
    tokenUrl: 'http://localhost:3000/oauth2/token',
    scopes: { on: 'yes' },
  });
});

test('an operation asks for a scope of the application, or for any token where it has none', async () => {
  const name = 'a confidential one with everything';
  const [, everywhere = '', operation = ''] = await blocks(ids.get(name), { format: 'json' });
  assert.deepEqual(JSON.parse(everywhere), { security: [{ oauth2: [] }] });
  assert.deepEqual(JSON.parse(operation), { paths: { '/example': { get: { security: [{ oauth2: ['read'] }] } } } });
  const knowing = await blocks(ids.get('one that learns who people are'), { format: 'json' });
  const asked = JSON.parse(knowing[2] ?? '')['paths']['/example']['get']['security'];
  assert.deepEqual(asked, [{ oauth2: ['read'] }], 'not what tells who the person is');
  const without = await blocks(ids.get('one without scopes'), { format: 'json' });
  assert.deepEqual(JSON.parse(without[1] ?? ''), { security: [{ oauth2: [] }] });
  assert.deepEqual(JSON.parse(without[2] ?? '')['paths']['/example']['get']['security'], undefined);
});

test('relative addresses are for an API at the origin of the server', async () => {
  const [, , , whole = ''] = await blocks(ids.get('a public one'), { format: 'json', addresses: 'relative' });
  const { servers, components } = JSON.parse(whole);
  const { authorizationUrl, tokenUrl } = components.securitySchemes.oauth2.flows.authorizationCode;
  assert.equal(new URL(authorizationUrl, servers[0].url).href, 'http://localhost:3000/oauth2/authorize');
  assert.equal(new URL(tokenUrl, servers[0].url).href, 'http://localhost:3000/oauth2/token');
  assert.deepEqual([authorizationUrl, tokenUrl], ['/oauth2/authorize', '/oauth2/token']);
});

test('a reader of old YAML takes no name for something else', async () => {
  const [yaml = ''] = await blocks(ids.get('one that does not refresh'));
  assert.match(yaml, /^ +"on": "yes"$/m);
});

test('variants are links that change one thing and keep the rest; what there is not is the usual', async () => {
  const at = `/oauth2/applications/${ids.get('a public one')}/openapi`;
  const { body } = await browser.get(`${at}?version=3.0&addresses=relative&format=json`);
  assert.ok(body.includes(`href="${at}?version=3.2&amp;addresses=relative&amp;format=json"`));
  assert.ok(body.includes(`href="${at}?version=3.0&amp;addresses=absolute&amp;format=json"`));
  assert.ok(body.includes(`href="${at}?version=3.0&amp;addresses=relative&amp;format=yaml"`));
  assert.equal(body.match(/aria-current="true"/g)?.length, 3);
  const strange = await blocks(ids.get('a public one'), { version: '4', addresses: 'x', format: 'constructor' });
  assert.deepEqual(strange, await blocks(ids.get('a public one')));
  assert.match(strange.at(-2) ?? '', /^openapi: 3\.1\.0$/m);
});

test('an application whose grants no flow describes is told so', async () => {
  const { id } = await site.application(await site.person(), { grants: ['refresh_token'] });
  const { owner } = (await site.deps.clients.find(ids.get('a public one') ?? '')) ?? assert.fail();
  await site.deps.clients.administer(id, { owner }, 'administrator');
  const { body } = await browser.get(`/oauth2/applications/${id}/openapi`);
  assert.match(body, /OpenAPI 3\.1 has no flow/);
});

test('Swagger UI is told an address that is registered, or the one to register', async () => {
  const owner = await site.person();
  const own = await site.signedIn(owner);
  const page = async (redirectUris: readonly string[]) => {
    const { id } = await site.application(owner, { redirectUris });
    return (await own.get(`/oauth2/applications/${id}/openapi`)).body;
  };
  const other = await page(['com.example.app:/cb', 'https://app.example/docs/cb']);
  assert.match(other, /oauth2RedirectUrl: &#39;https:\/\/app\.example\/oauth2-redirect\.html&#39;/);
  assert.match(other, /Register the address/);
  const ready = await page(['https://app.example/cb', 'https://docs.example/ui/oauth2-redirect.html']);
  assert.match(ready, /oauth2RedirectUrl: &#39;https:\/\/docs\.example\/ui\/oauth2-redirect\.html&#39;/);
  assert.doesNotMatch(ready, /Register the address/);
  assert.doesNotMatch(await page(['urn:ietf:wg:oauth:2.0:oob']), /SwaggerUIBundle/);
});

test('S140 it is the page of its owner alone', async () => {
  const other = await site.signedIn(await site.person());
  assert.equal((await other.get(`/oauth2/applications/${ids.get('a public one')}/openapi`)).status, 404);
});
