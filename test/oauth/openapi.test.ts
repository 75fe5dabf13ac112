import assert from 'node:assert/strict';
import { test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Scope } from '../../src/oauth/model/scope.ts';
import {
  type Described,
  describedScopes,
  OPENAPI_VERSIONS,
  openApiDocument,
  securityRequirement,
  securityScheme,
} from '../../src/oauth/openapi.ts';

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const GRANTS = ['authorization_code', 'client_credentials', 'password', 'implicit', DEVICE];
const issuer = 'https://id.openfield.example';
const endpoints = [
  { name: 'authorization_endpoint', path: '/oauth2/authorize' },
  { name: 'token_endpoint', path: '/oauth2/token' },
  { name: 'device_authorization_endpoint', path: '/oauth2/device_authorization' },
];
const scopes: readonly Scope[] = [
  scope('read_prefs', 'Read your preferences'),
  scope('on', 'No: "quoted", # and\nsecond line'),
  scope('https://api.example/a:b', ''),
];

function scope(name: string, description: string, grants: readonly string[] = []): Scope {
  return { name, description, detail: undefined, privileged: false, safe: false, grants, offered: true, claims: [] };
}

function described(change: Partial<Described> = {}): Described {
  return {
    version: '3.1',
    addresses: 'absolute',
    issuer,
    endpoints,
    grants: GRANTS,
    scopes,
    description: 'x',
    ...change,
  };
}

function whole(form: Described, asked: readonly string[]) {
  return openApiDocument(form, {
    info: { title: 'An API', version: '1.0.0' },
    api: 'https://api.example.com/v2',
    security: securityRequirement(form, []),
    paths: {
      '/pets': { get: { security: securityRequirement(form, asked), responses: { 200: { description: 'yes' } } } },
    },
  });
}

const schemas = new Validator(); // compiles each once

/** By the published JSON Schema of the version. */
async function assertFits(document: object, what: string): Promise<void> {
  const { valid, errors } = await schemas.validate(structuredClone(document) as Record<string, unknown>);
  assert.ok(valid, `${what}: ${JSON.stringify(errors)}`);
}

/** By a parser that follows references and looks at more than the shape; it knows no 3.2. */
async function assertParses(document: object): Promise<void> {
  if (!('openapi' in document && String(document.openapi).startsWith('3.2'))) {
    await SwaggerParser.validate(structuredClone(document) as never);
  }
}

test('every combination of version, addresses, flows and scopes is valid', async () => {
  for (const version of OPENAPI_VERSIONS) {
    for (const addresses of ['absolute', 'relative'] as const) {
      for (let chosen = 0; chosen < 2 ** GRANTS.length; chosen++) {
        const grants = ['refresh_token', ...GRANTS.filter((_grant, at) => chosen & (2 ** at))];
        for (const some of [scopes, []]) {
          const form = described({ version, addresses, grants, scopes: some });
          const names = some.slice(0, 2).map(({ name }) => name);
          const document = whole(form, names);
          await assertFits(document, `${version} ${addresses} ${grants} ${names}`);
          if (grants.length > GRANTS.length && addresses === 'absolute') await assertParses(document);
        }
      }
    }
  }
});

test('what is wrong is found: the validators are no stubs', async () => {
  for (const version of OPENAPI_VERSIONS) {
    const text = JSON.stringify(whole(described({ version }), []));
    const wrong = JSON.parse(text.replaceAll('tokenUrl', 'tokenUri')) as object;
    await assert.rejects(assertFits(wrong, version));
    if (version !== '3.2') await assert.rejects(assertParses(wrong));
  }
});

test('OpenAPI 3 has one scheme with a flow for each grant', () => {
  assert.deepEqual(securityScheme(described({ version: '3.0', grants: [...GRANTS, 'refresh_token'] })), {
    components: {
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'x',
          flows: {
            authorizationCode: {
              authorizationUrl: `${issuer}/oauth2/authorize`,
              tokenUrl: `${issuer}/oauth2/token`,
              refreshUrl: `${issuer}/oauth2/token`,
              scopes: Object.fromEntries(scopes.map(({ name, description }) => [name, description])),
            },
            clientCredentials: { tokenUrl: `${issuer}/oauth2/token`, scopes: allScopes() },
            password: {
              tokenUrl: `${issuer}/oauth2/token`,
              refreshUrl: `${issuer}/oauth2/token`,
              scopes: allScopes(),
            },
            implicit: { authorizationUrl: `${issuer}/oauth2/authorize`, scopes: allScopes() },
          },
        },
      },
    },
  });
});

test('OpenAPI 3.2 adds the device flow and the address of the metadata', () => {
  const grants = [DEVICE];
  assert.deepEqual(securityScheme(described({ version: '3.2', addresses: 'relative', grants, scopes: [] })), {
    components: {
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'x',
          oauth2MetadataUrl: '/.well-known/oauth-authorization-server',
          flows: {
            deviceAuthorization: {
              deviceAuthorizationUrl: '/oauth2/device_authorization',
              tokenUrl: '/oauth2/token',
              scopes: {},
            },
          },
        },
      },
    },
  });
});

test('OpenAPI 2.0 has a definition for each flow, complete addresses, and alternatives in each requirement', () => {
  const form = described({ version: '2.0', addresses: 'relative', grants: [...GRANTS, 'refresh_token'], scopes: [] });
  const common = { type: 'oauth2', description: 'x' };
  const [authorizationUrl, tokenUrl] = [`${issuer}/oauth2/authorize`, `${issuer}/oauth2/token`];
  assert.deepEqual(securityScheme(form), {
    securityDefinitions: {
      oauth2_accessCode: { ...common, flow: 'accessCode', authorizationUrl, tokenUrl, scopes: {} },
      oauth2_application: { ...common, flow: 'application', tokenUrl, scopes: {} },
      oauth2_password: { ...common, flow: 'password', tokenUrl, scopes: {} },
      oauth2_implicit: { ...common, flow: 'implicit', authorizationUrl, scopes: {} },
    },
  });
  assert.deepEqual(securityRequirement(form, []), [
    { oauth2_accessCode: [] },
    { oauth2_application: [] },
    { oauth2_password: [] },
    { oauth2_implicit: [] },
  ]);
});

test('a flow has the scopes that its grant may carry, and a requirement the flows that have its scopes', async () => {
  const machines = scope('sync', 'Synchronise', ['client_credentials']);
  const grants = ['authorization_code', 'client_credentials'];
  const form = described({ version: '2.0', grants, scopes: [...scopes, machines] });
  const { securityDefinitions: found } = securityScheme(form) as Readonly<
    Record<string, Readonly<Record<string, { readonly scopes: object }>>>
  >;
  assert.deepEqual(found?.['oauth2_accessCode']?.scopes, allScopes());
  assert.deepEqual(found?.['oauth2_application']?.scopes, { ...allScopes(), sync: 'Synchronise' });
  assert.deepEqual(securityRequirement(form, ['sync']), [{ oauth2_application: ['sync'] }]);
  assert.deepEqual(describedScopes({ ...form, grants: ['authorization_code'] }), scopes);
});

test('a flow whose endpoint is not there is not described', () => {
  const form = described({ version: '3.2', endpoints: endpoints.slice(0, 2), grants: [DEVICE, 'unknown'] });
  assert.match(JSON.stringify(securityScheme(form)), /"flows":\{\}/);
});

function allScopes() {
  return Object.fromEntries(scopes.map(({ name, description }) => [name, description]));
}
