import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { OPENAPI_VERSIONS } from '../../../src/oauth/openapi.ts';
import { testApp } from '../../support/app.ts';

const PATH = '/openapi.json';
const ISSUER = 'https://id.openfield.example';
const FLOWS: Readonly<Record<string, string>> = {
  authorization_code: 'authorizationCode',
  client_credentials: 'clientCredentials',
  implicit: 'implicit',
  password: 'password',
  'urn:ietf:params:oauth:grant-type:device_code': 'deviceAuthorization',
};

const INTERNAL = { name: 'internal', description: 'Not for everybody', detail: undefined, privileged: true };

type Described = {
  readonly openapi: string;
  readonly components: {
    readonly securitySchemes: {
      readonly oauth2: {
        readonly oauth2MetadataUrl?: string;
        readonly flows: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      };
    };
  };
};

let site: Awaited<ReturnType<typeof testApp>>;
let metadata: Readonly<Record<string, unknown>>;
before(async () => {
  site = await testApp({ env: { ISSUER } });
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Modify the map');
  metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
});
after(() => site.close());

async function described(query = '', headers = {}): Promise<Described> {
  const answer = await site.app.inject({ url: PATH + query, headers });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
  return answer.json();
}

test('S032 the description of the security scheme says what the metadata says, whatever Host is', async () => {
  for (const version of ['3.1', '3.2', '3.0']) {
    const document = await described(`?version=${version}`);
    assert.ok(document.openapi.startsWith(version));
    const { flows, oauth2MetadataUrl } = document.components.securitySchemes.oauth2;
    const grants = (metadata['grant_types_supported'] as readonly string[]).map((name) => FLOWS[name]);
    const known = grants.filter((name) => name && (version === '3.2' || name !== 'deviceAuthorization'));
    assert.deepEqual(Object.keys(flows).sort(), known.sort());
    for (const flow of Object.values(flows)) {
      for (const [key, value] of Object.entries(flow)) {
        if (key === 'authorizationUrl') assert.equal(value, metadata['authorization_endpoint']);
        else if (key === 'deviceAuthorizationUrl') assert.equal(value, metadata['device_authorization_endpoint']);
        else if (key !== 'scopes') assert.equal(value, metadata['token_endpoint'], key);
      }
    }
    assert.equal(oauth2MetadataUrl, version === '3.2' ? `${ISSUER}/.well-known/oauth-authorization-server` : undefined);
  }
  const document = await described();
  assert.deepEqual(Object.keys(document.components.securitySchemes.oauth2.flows['authorizationCode'] ?? {}), [
    'authorizationUrl',
    'tokenUrl',
    'refreshUrl',
    'scopes',
  ]);
  for (const host of ['localhost', 'evil.example:1', '']) {
    assert.deepEqual(await described('', { host, 'x-forwarded-host': 'evil.example' }), document, host);
  }
});

test('S032 grants that only some servers have are described where they are switched on', async () => {
  const old = await testApp({
    on: { url: site.url, drop: async () => {} },
    env: { ISSUER, LEGACY_GRANTS: 'password,implicit' },
  });
  try {
    for (const version of ['2.0', '3.0', '3.1', '3.2']) {
      const document = (await old.app.inject(`${PATH}?version=${version}`)).json() as Described;
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      assert.ok(valid, `${version}: ${JSON.stringify(errors)}`);
      if (version === '2.0') continue;
      const { flows } = document.components.securitySchemes.oauth2;
      const [password, implicit] = [flows['password'], flows['implicit']];
      assert.deepEqual([password?.['tokenUrl'], password?.['authorizationUrl']], [`${ISSUER}/oauth2/token`, undefined]);
      assert.deepEqual([implicit?.['tokenUrl'], implicit?.['refreshUrl']], [undefined, undefined]);
      assert.equal(implicit?.['authorizationUrl'], `${ISSUER}/oauth2/authorize`);
    }
  } finally {
    await old.close();
  }
  const { flows } = (await described()).components.securitySchemes.oauth2;
  assert.deepEqual([flows['password'], flows['implicit']], [undefined, undefined]);
});

test('it is valid in every version, 3.1 where none is asked for', async () => {
  assert.equal((await described()).openapi, '3.1.0');
  assert.equal((await described('?version=')).openapi, '3.1.0');
  for (const version of ['2.0', '3.0', '3.1', '3.2']) {
    const document = await described(`?version=${version}`);
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    assert.ok(valid, `${version}: ${JSON.stringify(errors)}`);
    if (version !== '3.2') await SwaggerParser.validate(structuredClone(document) as never);
  }
});

test('an API description that refers to its scheme is valid with it', async () => {
  const at = `${ISSUER}/openapi.json#/components/securitySchemes/oauth2`;
  const http = {
    order: 1,
    canRead: true,
    read: async ({ url }: { readonly url: string }) => (await site.app.inject(url.slice(ISSUER.length))).body,
  };
  const api = {
    openapi: '3.1.0',
    info: { title: 'Maps', version: '1' },
    components: { securitySchemes: { latchkey: { $ref: at } } },
    paths: { '/': { get: { security: [{ latchkey: ['read'] }], responses: { 200: { description: 'yes' } } } } },
  };
  const { components } = (await SwaggerParser.validate(api as never, { resolve: { http } })) as unknown as {
    components: { securitySchemes: { latchkey: object } };
  };
  assert.deepEqual(components.securitySchemes.latchkey, (await described()).components.securitySchemes.oauth2);
});

test('what it says to refer to is a scheme of the same version; OpenAPI 2.0 is copied from', async () => {
  for (const version of ['3.0', '3.1', '3.2']) {
    const { info } = (await described(`?version=${version}`)) as unknown as { info: { description: string } };
    const said = /"\$ref": "([^"#]+)#\/components\/securitySchemes\/oauth2"/.exec(info.description)?.[1];
    assert.ok((await described(said?.slice(ISSUER.length + PATH.length))).openapi.startsWith(version), said);
  }
  const { info } = (await described('?version=2.0')) as unknown as { info: { description: string } };
  assert.doesNotMatch(info.description, /\$ref/);
});

test('a scope of the catalogue is in it, with the words that people read, and a new one comes in', async () => {
  const scopes = async () =>
    (await described()).components.securitySchemes.oauth2.flows['authorizationCode']?.['scopes'];
  const before = { read: 'Read your preferences', write: 'Modify the map' };
  assert.deepEqual(await scopes(), before);
  await site.scope('gpx', 'Read your traces');
  await site.deps.scopes.save({ ...INTERNAL, offered: false }, 'administrator');
  const later = await testApp({ on: { url: site.url, drop: async () => {} }, env: { ISSUER } });
  const document = (await later.app.inject(PATH)).json() as Described;
  await later.close();
  assert.deepEqual(document.components.securitySchemes.oauth2.flows['authorizationCode']?.['scopes'], {
    ...before,
    gpx: 'Read your traces',
  });
});

test('a version that there is not is refused, with those that there are', async () => {
  for (const version of ['9', '3.1.0', 'toString', 'x'.repeat(2000)]) {
    const answer = await site.app.inject(`${PATH}?version=${version}`);
    assert.equal(answer.statusCode, 400, version);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const { error, error_description, error_uri } = answer.json();
    assert.deepEqual([error, error_uri], ['invalid_request', `${ISSUER}/docs/errors/openapi-version-unknown`]);
    for (const known of OPENAPI_VERSIONS) assert.ok(error_description.includes(known), known);
    assert.ok(error_description.length < 400);
  }
});

test('a malformed query is refused, another method too', async () => {
  const broken = await site.app.inject(`${PATH}?version=%zz`);
  assert.deepEqual([broken.statusCode, broken.json().error], [400, 'invalid_request']);
  const posted = await site.app.inject({ method: 'POST', url: PATH });
  assert.deepEqual([posted.statusCode, posted.headers.allow], [405, 'GET, HEAD, OPTIONS']);
  assert.equal(posted.json().error_description, 'Use a method that the header Allow names. Received: POST');
});

test('S127 it may be kept for a while', async () => {
  const { headers } = await site.app.inject(PATH);
  assert.equal(headers['cache-control'], 'public, max-age=300');
});
