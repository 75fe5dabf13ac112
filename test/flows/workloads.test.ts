import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import { clientAuthMethods } from '../../src/oauth/client-auth-methods/index.ts';
import { OAuthError } from '../../src/oauth/errors.ts';
import { clientCredentialsGrant } from '../../src/oauth/grants/client-credentials.ts';
import { JWT_BEARER_GRANT, jwtBearerGrant } from '../../src/oauth/grants/jwt-bearer.ts';
import type { Workload } from '../../src/oauth/model/client-metadata.ts';
import type { Outbound } from '../../src/oauth/model/outbound.ts';
import { readParameters } from '../../src/oauth/parameters.ts';
import { token as askForToken } from '../../src/oauth/token.ts';
import { outbound } from '../../src/outbound/index.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { confusions, keyPair, type Pair, signed } from '../support/confusions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { noHttps, selfSigned } from '../support/https-before.ts';
import { TEST_SECRET } from '../support/server.ts';

const HOST = 'ci.example';
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const options = { skip: noHttps };
const key = keyPair('ci');
let on: TestDatabase;
let site: TestApp;
let ines: User;
let server: https.Server;
let issuer = '';
let documents: Outbound['documents'];
let document: (() => object) | undefined;
let fetches = 0;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  await site.scope('read');
  ines = await site.person();
  if (noHttps) return;
  const made = selfSigned(HOST);
  server = https.createServer({ key: made.key, cert: made.cert }, (request, response) => {
    fetches += 1;
    const keys = { keys: [key.jwk] };
    const about = document?.() ?? { issuer, jwks_uri: `${issuer}/keys` };
    response.end(JSON.stringify(request.url === '/keys' ? keys : about));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  issuer = `https://${HOST}:${port}`;
  documents = freshDocuments(made.cert, port);
  freshly = () => freshDocuments(made.cert, port);
});
after(async () => {
  server?.closeAllConnections();
  server?.close();
  await site.close();
  await on.drop();
});

let freshly: () => Outbound['documents'] = () => documents;
function freshDocuments(ca: string, port: number): Outbound['documents'] {
  return outbound({
    allow: [`${HOST}:${port}`],
    now: () => new Date(),
    onFailure: () => {},
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    ca,
  }).documents;
}

const SUBJECT = 'repo:acme/shop:ref:refs/heads/main';
const seconds = () => Math.floor(Date.now() / 1000);
const claims = (more: Readonly<Record<string, unknown>> = {}) => ({
  iss: issuer,
  sub: SUBJECT,
  aud: site.deps.issuer,
  exp: seconds() + 300,
  iat: seconds(),
  ...more,
});

async function trusting(workloads: readonly Workload[], grants = ['client_credentials', JWT_BEARER_GRANT]) {
  const client = await site.application(ines, { grants, redirectUris: [], scopes: ['read'] });
  const authMethods = ['private_key_jwt', 'client_secret_basic'];
  await site.deps.clients.administer(client.id, { metadata: { workloads }, authMethods }, 'administrator');
  return client;
}
const usual = (): Workload => ({ issuer, subject: 'repo:acme/shop:*', audience: site.deps.issuer });

/** No token of a workload is one of a person. */
const NOBODY = { find: () => Promise.reject(new Error()), issue: () => Promise.reject(new Error()) };

/** The token endpoint with the documents of this test; the rule of a refusal and what its owner reads, or what was answered. */
async function ask(fields: Readonly<Record<string, string>>, authorization?: string) {
  const { deps } = site;
  const methods = clientAuthMethods(
    { issuer: deps.issuer, mutualTlsHeader: undefined },
    { usedJtis: { use: async () => true }, documents, secretUses: deps.secretUses },
  );
  const ofClient = clientCredentialsGrant(deps);
  const grants = [ofClient, jwtBearerGrant(ofClient, { ...deps, documents, assertedAuthorizations: NOBODY })];
  const request = { parameters: readParameters(new URLSearchParams(fields)), authorization };
  const context = { now: new Date(), from: { address: '127.0.0.1', requestId: 'r' } };
  try {
    return (await askForToken(request, { ...deps, methods, grants }, context)) as { readonly access_token: string };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return { rule: error.rule, why: error.forOwner?.sent.split(' ').slice(0, 2).join(' ') };
  }
}
const asWorkload = (client: TestClient, assertion: string) =>
  ask({
    grant_type: 'client_credentials',
    client_id: client.id,
    client_assertion_type: TYPE,
    client_assertion: assertion,
  });
const refusedAs = (why: string) => ({ rule: 'client-not-accepted', why: `private_key_jwt assertion-${why}` });

test(
  'a token of a trusted issuer authenticates its application, again and again, without a secret',
  options,
  async () => {
    const client = await trusting([usual()]);
    const assertion = signed(key, claims());
    for (let times = 0; times < 2; times += 1) {
      const answer = await asWorkload(client, assertion);
      assert.ok('access_token' in answer, JSON.stringify(answer));
    }
    // As a service account of Kubernetes has it: a list of one audience, for an hour.
    assert.ok(
      'access_token' in
        (await asWorkload(client, signed(key, claims({ aud: [site.deps.issuer], exp: seconds() + 3600 })))),
    );
  },
);

test(
  'S076 S077 S079 what differs from what is trusted is refused, and an issuer that nobody trusts is not asked',
  options,
  async () => {
    const client = await trusting([
      usual(),
      { issuer, subject: 'system:serviceaccount:prod:shop', audience: 'latchkey' },
    ]);
    const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
      [{ sub: 'repo:acme/other:ref:refs/heads/main' }, 'workload'],
      [{ sub: 'repo:acme/shop' }, 'workload'],
      [{ sub: 'system:serviceaccount:prod:shop' }, 'workload'],
      [{ sub: undefined }, 'workload'],
      [{ aud: 'https://other.example' }, 'workload'],
      [{ aud: [site.deps.issuer, 'https://other.example'] }, 'workload'],
      [{ iss: `${issuer}/` }, 'workload'],
      [{ exp: undefined }, 'claims'],
      [{ exp: seconds() + 2 * 86_400 }, 'claims'],
      [{ exp: seconds() - 1 }, 'expired'],
      [{ nbf: seconds() + 600 }, 'early'],
    ];
    for (const [more, why] of wrong) {
      assert.deepEqual(await asWorkload(client, signed(key, claims(more))), refusedAs(why), JSON.stringify(more));
    }
    assert.ok(
      'access_token' in
        (await asWorkload(client, signed(key, claims({ sub: 'system:serviceaccount:prod:shop', aud: 'latchkey' })))),
    );
    const stranger: Pair = keyPair('ci');
    assert.deepEqual(await asWorkload(client, signed(stranger, claims())), refusedAs('signature'));
    for (const [what, forged] of confusions(key, () => claims(), {
      typ: undefined,
      others: ['at+jwt', 'dpop+jwt', 'logout+jwt'],
    })) {
      const answer = await asWorkload(client, forged);
      assert.equal('rule' in answer && answer.rule, 'client-not-accepted', what);
    }
    const before = fetches;
    await asWorkload(client, signed(key, claims({ iss: 'https://nobody.example' })));
    assert.equal(fetches, before);
    const nobody = await trusting([]);
    assert.deepEqual((await asWorkload(nobody, signed(key, claims()))) as object, refusedAs('key'));
  },
);

test('the document of an issuer must be its own', options, async () => {
  const client = await trusting([usual()]);
  documents = freshly();
  document = () => ({ issuer: 'https://other.example', jwks_uri: `${issuer}/keys` });
  assert.deepEqual(await asWorkload(client, signed(key, claims())), refusedAs('keys-not-taken'));
  document = undefined;
  documents = freshly();
});

test(
  'S040 S043 an assertion as a grant gives the application a token for itself, and nobody else’s',
  options,
  async () => {
    const client = await trusting([usual()]);
    const grant = (assertion: string | undefined, by = client) =>
      ask({ grant_type: JWT_BEARER_GRANT, ...(assertion === undefined ? {} : { assertion }), scope: 'read' }, by.basic);
    const answer = await grant(signed(key, claims({ email: ines.email })));
    assert.ok('access_token' in answer, JSON.stringify(answer));
    const read = await site.app.inject({
      url: '/oauth2/check',
      headers: { authorization: `Bearer ${answer.access_token}` },
    });
    assert.equal(read.headers['latchkey-subject'], client.id, 'whatever the assertion says of a person');
    assert.deepEqual(await grant(signed(key, claims({ sub: 'x' }))), {
      rule: 'assertion-not-accepted',
      why: `workload ${issuer}`,
    });
    assert.equal(((await grant(undefined)) as { rule: string }).rule, 'assertion-missing');
    assert.equal(((await grant('x.y.z')) as { rule: string }).rule, 'assertion-not-accepted');
    const without = await trusting([usual()], ['client_credentials']);
    assert.equal(((await grant(signed(key, claims()), without)) as { rule: string }).rule, 'grant-not-registered');
  },
);

test('an administrator writes workloads down, with the method that they need', async () => {
  Object.assign(process.env, { DATABASE_URL: on.url, SECRET: TEST_SECRET });
  const run = async (...args: readonly string[]) => {
    let [stdout, stderr] = ['', ''];
    const out = (text: string) => {
      stdout += text;
    };
    const err = (text: string) => {
      stderr += text;
    };
    const code = await runCommandLine(['app', 'set', ...args], { out, err });
    return { code, stdout, stderr };
  };
  await site.scope('write');
  const client = await site.application(ines);
  const workload = 'https://token.actions.githubusercontent.com repo:acme/shop:*';
  const { code, stdout, stderr } = await run(
    client.id,
    '--workload',
    workload,
    '--workload',
    'https://k8s.example a:b c',
    '--json',
  );
  assert.deepEqual([code, stderr], [0, '']);
  const { workloads, auth_methods: methods } = JSON.parse(stdout);
  assert.deepEqual(workloads, [`${workload} ${site.deps.issuer}`, 'https://k8s.example a:b c']);
  assert.deepEqual(methods, ['client_secret_basic', 'client_secret_post', 'private_key_jwt']);
  for (const [wrong, said] of [
    ['https://k8s.example', /give an issuer/],
    ['http://k8s.example a', /https address/],
    ['https://k8s.example *', /something before it/],
    ['https://k8s.example a*b', /something before it/],
  ] as const) {
    assert.match((await run(client.id, '--workload', wrong)).stderr, said, wrong);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'latchkey-keys-'));
  const file = path.join(folder, 'keys of the issuer.json');
  writeFileSync(file, JSON.stringify({ keys: [key.jwk] }));
  const idp = 'https://idp.example';
  const set = await run(client.id, '--people-by', `email ${idp}`, '--issuer-keys', `${idp} ${file}`, '--json');
  const { people_by: people, issuer_keys: keys } = JSON.parse(set.stdout || set.stderr);
  assert.deepEqual([people, keys], [[`email ${idp} ${site.deps.issuer}`], [`${idp} (1)`]]);
  for (const [option, wrong, said] of [
    ['--people-by', `name ${idp}`, /email or sub/],
    ['--people-by', 'email http://idp.example', /https address/],
    ['--people-by', `email ${idp} a b`, /an audience/],
    ['--people-by', 'email https://k8s.example', /not both/],
    ['--issuer-keys', idp, /an issuer and a file/],
    ['--issuer-keys', `https://other.example ${file}`, /no --workload/],
    ['--issuer-keys', `${idp} ${folder}/none`, /cannot be read/],
  ] as const) {
    assert.match((await run(client.id, option, wrong)).stderr, said, wrong);
  }
  rmSync(folder, { recursive: true });
  const open = await site.application(ines, { confidential: false });
  assert.match((await run(open.id, '--workload', workload)).stderr, /not public/);
  assert.deepEqual(JSON.parse((await run(client.id, '--no-workload', '--json')).stdout).workloads, []);
});
