import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../src/root.ts';
import type { TestClient } from '../support/app.ts';
import { clientsFolder, installed, missingTools, skipClients } from '../support/clients-folder.ts';
import { filesOf, saved } from '../support/documented-application.ts';
import { authorize } from '../support/flow.ts';
import { httpsBefore, noHttps } from '../support/https-before.ts';
import { liveApp } from '../support/live.ts';
import { remote } from '../support/remote.ts';
import { ask, tokensOf } from '../support/tokens.ts';
import { formsIn, type Visitor, visitor } from '../support/visitor.ts';

// The configurations of docs/applications/, saved and started as the pages print them.

let site: Awaited<ReturnType<typeof liveApp>>;
let ines: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;

before(async () => {
  site = await liveApp();
  for (const name of ['read_prefs', 'write_api', 'openid']) await site.scope(name);
  for (const [name, claims] of [
    ['profile', ['name']],
    ['email', ['email', 'email_verified']],
  ] as const) {
    await site.deps.scopes.save(
      { name, description: name, detail: undefined, privileged: false, claims },
      'administrator',
    );
  }
  ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
});
after(async () => {
  await site?.close();
  rmSync(path.join(root, '.build/applications'), { recursive: true, force: true });
});

const HERE = 'http://127.0.0.1:8080'; // any port of this computer is as good

/** The application that a page tells to register. */
const register = (redirectUri: string, more: object = {}) =>
  site.application(ines, { redirectUris: [redirectUri], scopes: ['read_prefs'], ...more });
const registerApi = () => site.application(ines, { resourceServer: true, scopes: [] });

const valuesOf = ({ id, secret }: TestClient) => ({
  'https://auth.example.com': site.issuer,
  'lk_ci_...': id,
  'lk_cs_...': secret,
});

type Answer = Awaited<ReturnType<Visitor['get']>>;

/** Where a program leads a person from this answer, through sign-in here, in the end. */
async function follow(local: Visitor, origin: string, from: Answer): Promise<Answer> {
  let answer = from;
  for (let hops = 0; answer.location && hops < 12; hops += 1) {
    let to = new URL(answer.location, origin);
    if (to.origin === site.issuer) to = await authorize(browser, to.pathname + to.search);
    answer = await local.get(to.pathname + to.search);
  }
  return answer;
}

/** A person as applications with the scopes of OpenID Connect see them. */
const OPENID = ['openid', 'profile', 'email'];
const seen = () => ({ sub: ines.id, name: ines.name, email: ines.email });

test('Auth.js signs people in', async () => {
  const client = await register(`${HERE}/auth/callback/latchkey`, { scopes: OPENID });
  const program = await saved('auth-js', {
    values: valuesOf(client),
    env: { CLIENT_SECRET: client.secret, AUTH_SECRET: 'tests-only-0123456789-abcdefghijklmnop' },
  });
  try {
    const { output } = await program.start(process.execPath, ['app.mjs'], /Open http/);
    const local = visitor(remote(program.origin));
    const begin = async () => {
      const { csrfToken } = JSON.parse((await local.get('/auth/csrf')).body);
      return local.post('/auth/signin/latchkey', { csrfToken, callbackUrl: `${program.origin}/` });
    };
    const home = await follow(local, program.origin, await begin());
    assert.deepEqual([home.status, home.body], [200, JSON.stringify(seen())], output());
  } finally {
    program.close();
  }
});

for (const page of ['openid-client', 'passport']) {
  test(`${page} signs people in`, async () => {
    const client = await register(`${HERE}/callback`, { scopes: OPENID });
    const program = await saved(page, { values: valuesOf(client), env: { CLIENT_SECRET: client.secret } });
    const postLogoutRedirectUris = [`${program.origin}/signed-out`];
    await site.deps.clients.administer(client.id, { metadata: { postLogoutRedirectUris } }, 'administrator');
    try {
      const { output } = await program.start(process.execPath, ['app.mjs'], /Open http/);
      const local = visitor(remote(program.origin));
      const left = new URL((await local.get('/login')).location);
      const denied = await authorize(browser, left.pathname + left.search, 'deny');
      const no = await follow(local, program.origin, await local.get(denied.pathname + denied.search));
      assert.deepEqual([no.status, no.body], [403, 'Not signed in.'], output());
      const home = await follow(local, program.origin, await local.get('/login'));
      assert.deepEqual([home.status, home.body], [200, JSON.stringify(seen())], output());
      const stranger = await visitor(remote(program.origin)).get('/callback?code=x&state=y');
      assert.ok([302, 403].includes(stranger.status), stranger.body);
      if (page === 'openid-client') await signsOut(local, program.origin);
    } finally {
      program.close();
    }
  });
}

/** The program's own session ends, and the one here after asking; then the person is back where it said. */
async function signsOut(local: Visitor, origin: string): Promise<void> {
  assert.equal((await signedOut(local, origin, '/logout')).body, 'Signed out.');
  assert.equal((await local.get('/')).location, '/login', 'nobody is signed in any more');
}

/** What a program says to a person who left it at this path, and then left here. */
async function signedOut(local: Visitor, origin: string, leave: string): Promise<Answer> {
  const leaving = await site.signedIn(ines);
  const asked = new URL((await local.get(leave)).location);
  const page = await leaving.get(asked.pathname + asked.search);
  const [form] = formsIn(page.body).filter(({ action }) => action.startsWith('/oauth2/logout'));
  const { location } = await leaving.post(form?.action ?? '', form?.fields ?? {});
  assert.equal(location, `${origin}/signed-out`);
  return local.get('/signed-out');
}

const PYTHON = [
  ...['Authlib==1.9.10', 'Flask==3.1.3', 'requests==2.34.2', 'Django==5.2.19', 'cli-oauth2==0.3.1'],
  ...['social-auth-app-django==8.0.0', 'social-auth-core==7.0.0', 'django-allauth[socialaccount]==65.22.1'],
];
const python = () =>
  installed('py/bin/python', [
    ['python3', '-m', 'venv', 'py'],
    ['py/bin/pip', 'install', '-q', ...PYTHON],
  ]);
const skipPython = missingTools('python3');

test('Authlib signs people in', { skip: skipPython }, async () => {
  const client = await register(`${HERE}/callback`, { scopes: OPENID });
  const program = await saved('authlib', { values: valuesOf(client), env: { CLIENT_SECRET: client.secret } });
  try {
    const { output } = await program.start(python(), ['-m', 'flask', 'run', '--port', '8080']);
    const local = visitor(remote(program.origin));
    const left = await local.get('/login');
    const { pathname, search } = new URL(left.location);
    const denied = await authorize(browser, pathname + search, 'deny');
    const no = await local.get(denied.pathname + denied.search);
    assert.deepEqual([no.status, no.body], [403, 'Not signed in.']);
    const home = await follow(local, program.origin, await local.get('/login'));
    assert.deepEqual([home.status, JSON.parse(home.body)], [200, seen()], output());
  } finally {
    program.close();
  }
});

const DJANGO = {
  'manage.py':
    "import os, sys\nfrom django.core.management import execute_from_command_line\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\nexecute_from_command_line(sys.argv)\n",
  'settings.py': `import os
SECRET_KEY = 'tests only'
DEBUG = True
ROOT_URLCONF = 'urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
INSTALLED_APPS = [f'django.contrib.{name}' for name in ['auth', 'contenttypes', 'sessions', 'messages']]
MIDDLEWARE = [
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.contrib.messages.middleware.MessageMiddleware',
]
TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'OPTIONS': {
    'context_processors': [
        'django.template.context_processors.request',
        'django.contrib.auth.context_processors.auth',
        'django.contrib.messages.context_processors.messages',
    ],
}}]
LOGIN_REDIRECT_URL = '/'
`,
  'urls.py': `from django.http import JsonResponse
from django.urls import include, path
def sub(user):
    accounts = getattr(user, 'social_auth', None) or getattr(user, 'socialaccount_set')
    return accounts.get().uid
urlpatterns = [path('', lambda request: JsonResponse({'sub': sub(request.user), 'email': request.user.email}))]
`,
};

for (const { page, callback, begin } of [
  { page: 'social-auth', callback: '/complete/oidc/', begin: '/login/oidc/' },
  {
    page: 'django-allauth',
    callback: '/accounts/oidc/latchkey/login/callback/',
    begin: '/accounts/oidc/latchkey/login/',
  },
]) {
  test(`${page} signs people in`, { skip: skipPython }, async () => {
    const client = await register(HERE + callback, { scopes: OPENID });
    const program = await saved(page, {
      values: valuesOf(client),
      before: DJANGO,
      env: { CLIENT_SECRET: client.secret },
    });
    try {
      program.run(python(), ['manage.py', 'migrate']);
      const { output } = await program.start(python(), ['manage.py', 'runserver', '--noreload', '127.0.0.1:8080']);
      const local = visitor(remote(program.origin));
      const home = await follow(local, program.origin, await local.post(begin, {}));
      const { sub, email } = seen();
      assert.equal(home.status, 200, home.body.slice(0, 2000) + output());
      assert.deepEqual(JSON.parse(home.body), { sub, email });
    } finally {
      program.close();
    }
  });
}

test('cli-oauth2 gets a token for its person', { skip: skipPython }, async () => {
  const client = await register('http://127.0.0.1/', { confidential: false });
  const program = await saved('cli-oauth2', {
    values: valuesOf(client),
    env: { OAUTHLIB_INSECURE_TRANSPORT: '1', BROWSER: 'true', HOME: path.join(root, '.build/applications/home') },
  });
  try {
    const { child, output } = await program.start(python(), ['tool.py'], /authorize this application: \S+/);
    const [, address = ''] = /application: (\S+)/.exec(output()) ?? [];
    const back = await authorize(browser, new URL(address).pathname + new URL(address).search);
    await fetch(back);
    await new Promise((done) => child.once('close', done));
    assert.match(output(), new RegExp(`^204 ${ines.id}$`, 'm'));
  } finally {
    program.close();
  }
});

test('Go signs people in, with go-oidc', { skip: missingTools('go') }, async () => {
  const client = await register(`${HERE}/callback`, { scopes: OPENID });
  const program = await saved('go', {
    values: valuesOf(client),
    env: { CLIENT_SECRET: client.secret, GOFLAGS: '-mod=mod' },
  });
  try {
    program.run('go', ['mod', 'init', 'example']);
    program.run('go', ['get', 'github.com/coreos/go-oidc/v3@v3.21.0', 'golang.org/x/oauth2@v0.38.0']);
    const { output } = await program.start('go', ['run', '.'], /Open http/);
    const local = visitor(remote(program.origin));
    const home = await follow(local, program.origin, await local.get('/login'));
    assert.deepEqual([home.status, home.body], [200, `${JSON.stringify(seen())}\n`], output());
    const stranger = await visitor(remote(program.origin)).get('/callback?code=x&state=y');
    assert.equal(stranger.status, 403);
  } finally {
    program.close();
  }
});

test('Rust gets a token for its person, with the crate oauth2', { skip: missingTools('cargo') }, async () => {
  const client = await register(`${HERE}/callback`, { confidential: false });
  const program = await saved('rust', {
    values: valuesOf(client),
    env: { CARGO_TARGET_DIR: path.join(clientsFolder, 'rust') },
  });
  try {
    const { child, output } = await program.start('cargo', ['run', '--quiet'], /Open \S+/);
    const [, address = ''] = /Open (\S+)/.exec(output()) ?? [];
    const back = await authorize(browser, new URL(address).pathname + new URL(address).search);
    await fetch(back);
    await new Promise((done) => child.once('close', done));
    assert.match(output(), new RegExp(`^204 Some\\("${ines.id}"\\)$`, 'm'));
  } finally {
    program.close();
  }
});

test('Spring signs people in', { skip: missingTools('mvn') }, async () => {
  const client = await register(`${HERE}/login/oauth2/code/latchkey`, { scopes: OPENID });
  const program = await saved('spring', {
    part: 'client',
    values: valuesOf(client),
    env: { CLIENT_SECRET: client.secret },
  });
  try {
    const { output } = await program.start('mvn', ['-B', '-q', 'spring-boot:run']);
    const local = visitor(remote(program.origin));
    const home = await follow(local, program.origin, await local.get('/'));
    assert.deepEqual([home.status, home.body], [200, JSON.stringify(seen())], output());
  } finally {
    program.close();
  }
});

test('a resource server of Spring lets through what has the scope', { skip: missingTools('mvn') }, async () => {
  const api = await registerApi();
  const pom = (filesOf('spring').get('client pom.xml') ?? '').replace('oauth2-client', 'oauth2-resource-server');
  const program = await saved('spring', {
    ...{ part: 'api', values: valuesOf(api), before: { 'pom.xml': pom }, env: { CLIENT_SECRET: api.secret } },
  });
  try {
    await program.start('mvn', ['-B', '-q', 'spring-boot:run']);
    await checksTokens(`${program.origin}/preferences`, { missingScope: 403 }, async (answer) => {
      assert.deepEqual(await answer.json(), { sub: ines.id });
    });
  } finally {
    program.close();
  }
});

/** A door of an API: what it does with a good token, without one, with one that lacks the scope, and after it was ended. */
async function checksTokens(
  url: string,
  { missingScope }: { readonly missingScope: number },
  passed: (answer: globalThis.Response) => Promise<void>,
): Promise<void> {
  const client = await site.application(ines, { scopes: ['read_prefs', 'write_api'] });
  const { access_token: token } = await tokensOf(site, browser, client, 'read_prefs');
  const { access_token: other } = await tokensOf(site, browser, client, 'write_api');
  const get = (value?: string) => {
    const credentials = value === undefined ? {} : { authorization: `Bearer ${value}` };
    return fetch(url, { headers: { ...credentials, oidc_claim_sub: 'forged' } });
  };
  assert.equal((await get()).status, 401);
  assert.equal((await get('lk_at_none')).status, 401);
  assert.equal((await get(other)).status, missingScope);
  const answer = await get(token);
  assert.equal(answer.status, 200);
  await passed(answer);
  await ask(site, client, { token }, '/oauth2/revoke');
  assert.equal((await get(token)).status, 401, 'at once');
}

test('Node-RED lets its people edit', { skip: skipClients }, async () => {
  const client = await register('http://127.0.0.1:1880/auth/strategy/callback');
  const program = await saved('node-red', {
    ports: [1880],
    before: { 'package.json': '{}' }, // as Node-RED makes it
    values: { ...valuesOf(client), '4f9d6c0e-6a55-4d0c-8f0e-0d5f3a1f7c11': ines.id },
    env: { CLIENT_SECRET: client.secret, NODE_PATH: path.join(clientsFolder, 'node-red/node_modules') },
  });
  const red = installed('node-red/node_modules/.bin/node-red', [
    ['npm', 'install', '--prefix', 'node-red', '--silent', 'node-red@4.1.8', 'passport-oauth2@1.8.0'],
  ]);
  try {
    const { output } = await program.start(red, ['--userDir', program.folder]);
    /** What the editor's API says to somebody after signing in. */
    const settings = async (by: Visitor) => {
      const local = visitor(remote(program.origin));
      const left = new URL((await local.get('/auth/strategy')).location);
      const back = await authorize(by, left.pathname + left.search);
      const { location } = await local.get(back.pathname + back.search);
      const [, token = ''] = /access_token=([^&]+)/.exec(location) ?? [];
      return (await local.get('/settings', token ? { authorization: `Bearer ${decodeURIComponent(token)}` } : {}))
        .status;
    };
    assert.equal(await settings(browser), 200, output());
    const stranger = await site.signedIn(await site.person());
    assert.equal(await settings(stranger), 401, 'who is not listed');
  } finally {
    program.close();
  }
});

test('oauth2-proxy lets people through to a site', { skip: missingTools('go') }, async () => {
  const client = await register(`${HERE}/oauth2/callback`, { scopes: OPENID });
  const heard: IncomingHttpHeaders[] = [];
  const program = await saved('oauth2-proxy', {
    ports: [8080, 9000],
    values: valuesOf(client),
  });
  const upstream = createServer((request, response) => {
    heard.push(request.headers);
    response.end('the site');
  }).listen(program.port(9000), '127.0.0.1');
  const proxy = installed('go/oauth2-proxy', [['go', 'install', 'github.com/oauth2-proxy/oauth2-proxy/v7@v7.15.6']], {
    GOBIN: path.join(clientsFolder, 'go'),
  });
  try {
    const { output } = await program.start(proxy, ['--config', 'oauth2-proxy.cfg']);
    const local = visitor(remote(program.origin));
    assert.equal((await local.get('/')).status, 403, 'a page to sign in');
    const home = await follow(local, program.origin, await local.get('/oauth2/start?rd=%2F'));
    assert.deepEqual([home.status, home.body], [200, 'the site'], output());
    assert.equal(heard[0]?.['x-forwarded-user'], ines.id);
    assert.equal(heard[0]?.['x-forwarded-email'], ines.email);
  } finally {
    upstream.close();
    program.close();
  }
});

const APACHE = ['/usr/sbin/apache2', '/usr/lib/apache2/modules/mod_auth_openidc.so'];
const noApache = APACHE.find((file) => !existsSync(file));
const skipApache = noApache !== undefined && `mod_auth_openidc is not installed here (${noApache})`;

/** Apache, with a part of its page as the configuration of its only host, before something that answers with its path. */
async function apache(part: string, values: Readonly<Record<string, string>>, more = '') {
  const heard: IncomingHttpHeaders[] = [];
  const upstream = createServer((request, response) => {
    heard.push(request.headers);
    response.end(request.url);
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { port } = upstream.address() as AddressInfo;
  const modules = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'proxy', 'proxy_http', 'auth_openidc'];
  const program = await saved('mod_auth_openidc', {
    part,
    values,
    before: {
      'main.conf': `${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
Listen 127.0.0.1:8080
ServerName localhost
DefaultRuntimeDir .
PidFile pid
ErrorLog error.log
User nobody
Group nogroup
${more}
ProxyPass / http://127.0.0.1:${port}/
Include host
`,
    },
  });
  const close = () => {
    program.close();
    upstream.close();
  };
  try {
    const arguments_ = ['-d', program.folder, '-f', 'main.conf', '-D', 'FOREGROUND'];
    await program.start(APACHE[0] ?? '', arguments_);
    const output = () => readFileSync(path.join(program.folder, 'error.log'), 'utf8');
    return { origin: program.origin, heard, output, close };
  } catch (error) {
    close();
    throw error;
  }
}

test('mod_auth_openidc signs people in and out', { skip: skipApache }, async () => {
  const client = await register(`${HERE}/redirect_uri`, { scopes: OPENID });
  const values = { ...valuesOf(client), 'https://app.example.com': HERE };
  const { origin, heard, output, close } = await apache('site', values);
  const postLogoutRedirectUris = [`${origin}/signed-out`];
  await site.deps.clients.administer(client.id, { metadata: { postLogoutRedirectUris } }, 'administrator');
  try {
    assert.equal((await visitor(remote(origin)).get('/map')).status, 401, 'who takes no page is not sent to one');
    const local = visitor(remote(origin), { headers: { accept: 'text/html' } });
    const left = new URL((await local.get('/map')).location);
    assert.equal(left.searchParams.get('code_challenge_method'), 'S256');
    assert.deepEqual(heard, [], 'nothing came to the site');
    const home = await follow(local, origin, await local.get('/map', { oidc_claim_sub: 'forged' }));
    assert.deepEqual([home.status, home.body], [200, '/map'], output());
    const [sub, name, email] = ['sub', 'name', 'email'].map((claim) => heard[0]?.[`oidc_claim_${claim}`]);
    assert.deepEqual({ sub, name, email }, seen());
    const leave = `/redirect_uri?logout=${encodeURIComponent(`${origin}/signed-out`)}`;
    assert.equal((await signedOut(local, origin, leave)).body, '/signed-out');
    assert.equal(new URL((await local.get('/map')).location).origin, site.issuer, 'nobody is signed in any more');
  } finally {
    close();
  }
});

test('mod_auth_openidc lets through what has the scope', { skip: skipApache || noHttps }, async () => {
  const api = await registerApi();
  const front = await httpsBefore(site.issuer);
  const values = { ...valuesOf(api), 'https://auth.example.com': front.origin };
  const { origin, heard, close } = await apache('api', values, 'OIDCOAuthSSLValidateServer Off');
  try {
    await checksTokens(`${origin}/map`, { missingScope: 401 }, async (answer) => {
      assert.equal(await answer.text(), '/map');
    });
    assert.equal(heard.length, 1, 'nothing else came to the API');
    assert.equal(heard[0]?.['oidc_claim_sub'], ines.id);
  } finally {
    close();
    front.close();
  }
});
