// The three that are compared: each its own process in production form, on its own database of one Postgres.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { Connection, get, post } from './http-load.mjs';

const root = path.join(import.meta.dirname, '..');
const REDIRECT = 'https://app.example/callback';
const RESOURCE = 'https://api.example/';
const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
/** Who authorize: one person does not come from sixteen browsers at once. */
const PEOPLE = 64;
/** More than are polled within an interval, so that most polls come in time. */
const DEVICES = 20_000;
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
const SECRET = randomBytes(48).toString('base64url');

/** Starts all three; `urlOf(name)` makes a database. */
export async function startContenders({ urlOf, migrate, secrets, profile, withPeer }) {
  const client = { id: `lk_ci_${secrets.randomId(22)}`, secret: secrets.randomToken('cs') };
  const machine = { id: `lk_ci_${secrets.randomId(22)}`, secret: secrets.randomToken('cs') }; // W5
  const rsa = { id: `lk_ci_${secrets.randomId(22)}`, secret: secrets.randomToken('cs') };
  const cookies = Array.from({ length: PEOPLE }, () => secrets.randomSecret());
  const devices = Array.from({ length: DEVICES }, () => secrets.randomToken('dc'));
  const paths = {
    token: '/oauth2/token',
    introspect: '/oauth2/introspect',
    authorize: '/oauth2/authorize',
    metadata: '/.well-known/oauth-authorization-server',
  };
  const peerPaths = {
    token: '/token',
    introspect: '/token/introspection',
    authorize: '/auth',
    metadata: '/.well-known/openid-configuration',
  };

  const ours = await urlOf('bench_latchkey');
  await migrate(ours);
  await seed(ours, { client, machine, rsa }, cookies, devices, secrets);
  const latchkey = await start(
    'latchkey',
    'dist/main.js',
    ours,
    {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      SECRET,
      CODE_SECONDS: '600', // codes wait for their round
      LEGACY_GRANTS: 'password', // W10
      TRUST_PROXY: '127.0.0.1', // signing-in.mjs
    },
    profile
      ? profile === 'perf'
        ? ['--perf-basic-prof', '--interpreted-frames-native-stack']
        : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
      : [],
  );
  const bare = await urlOf('bench_floor');
  await migrate(bare);
  await seed(bare, { client, machine, rsa }, cookies, devices, secrets);
  const connection = new Connection(latchkey.port);
  const { body } = await connection.send(get(paths.metadata));
  connection.close();
  const floor = await start('floor', 'bench/floor.mjs', bare, {
    METADATA: body,
    MACHINE: `${machine.id}:${machine.secret}`,
  });
  const sessions = cookies.map((cookie) => `latchkey-session=${cookie}`);
  const both = [floor, latchkey].map((each) => contender(each, paths, { client, machine, rsa }, sessions, devices));
  if (!withPeer) return both;
  const peer = await start('oidc-provider', 'bench/peer.mjs', await urlOf('bench_peer'), {
    CLIENT: `${client.id}:${client.secret}`,
    MACHINE: `${machine.id}:${machine.secret}`,
  });
  const visits = [];
  while (visits.length < PEOPLE) visits.push(await visit(peer.port, peerPaths.authorize, client));
  return [...both, contender(peer, peerPaths, { client, machine }, visits)];
}

/** What a contender is asked, as texts, and whether its answers are right. */
function contender(process, paths, { client, machine, rsa }, sessions, devices) {
  let visitor = 0;
  let device = 0;
  const basic = basicOf(client);
  const asMachine = basicOf(machine);
  const query = authorization(client).toString();
  const openidQuery = authorization(client, { scope: 'openid read', nonce: 'bench' }).toString();
  const visit = (asked) => {
    visitor = (visitor + 1) % sessions.length;
    return get(`${paths.authorize}?${asked}`, { cookie: sessions[visitor] });
  };
  const issued = (answer) => answer.status === 200 && answer.body.includes('"access_token"');
  return {
    ...process,
    issue: () => post(paths.token, { grant_type: 'client_credentials', scope: 'read' }, basic),
    // oidc-provider signs access tokens for a resource; nobody else looks at that parameter.
    issueSigned: () =>
      post(
        paths.token,
        { grant_type: 'client_credentials', scope: 'read', ...(devices ? {} : { resource: RESOURCE }) },
        asMachine,
      ),
    ...(rsa && {
      issueRsa: () => post(paths.token, { grant_type: 'client_credentials', scope: 'read' }, basicOf(rsa)),
    }),
    introspect: (token) => post(paths.introspect, { token }, basic),
    redeem: (code, more = {}) =>
      post(
        paths.token,
        { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: VERIFIER, ...more },
        basic,
      ),
    refresh: (token) => post(paths.token, { grant_type: 'refresh_token', refresh_token: token }, basic),
    metadata: () => get(paths.metadata),
    ...(devices && {
      poll: () => {
        device = (device + 1) % devices.length;
        return post(paths.token, { grant_type: DEVICE_CODE, device_code: devices[device] }, basic);
      },
      pending: (answer) => answer.status === 400 && /"(authorization_pending|slow_down)"/.test(answer.body),
    }),
    authorize: () => visit(query),
    authorizeOpenid: () => visit(openidQuery),
    issued,
    signed: (answer) => issued(answer) && /"access_token":"[\w-]+\.[\w-]+\.[\w-]+"/.test(answer.body),
    identified: (answer) => issued(answer) && /"id_token":"[\w-]+\.[\w-]+\.[\w-]+"/.test(answer.body),
    active: (answer) => answer.status === 200 && answer.body.includes('"active":true'),
    described: (answer) => answer.status === 200 && answer.body.includes('"token_endpoint"'),
    codeOf: (answer) =>
      answer.status === 303 || answer.status === 302
        ? (/\r\nlocation: https:\/\/app\.example\/callback\?(?:[^\r]*&)?code=([^&\r]+)/i.exec(answer.head)?.[1] ??
          undefined)
        : undefined,
  };
}

function basicOf({ id, secret }) {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

function authorization(client, more = {}) {
  return new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'read',
    state: 'bench',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...more,
  });
}

/** Through the peer's sign-in and consent once: the cookies with which it remembers both. */
async function visit(port, authorizePath, client) {
  const cookies = new Map();
  let url = `http://localhost:${port}${authorizePath}?${authorization(client, { scope: 'openid read' })}`;
  while (!url.startsWith(REDIRECT)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url.replace('localhost', '127.0.0.1'), { headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the peer did not finish its interaction: ${answer.status} ${await answer.text()}`);
    url = new URL(location, url).href;
  }
  return [...cookies]
    .filter(([name]) => name.startsWith('_session'))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

/** People who are signed in and have agreed, and the application. */
async function seed(url, { client, machine, rsa }, cookies, devices, { digest }) {
  const database = new pg.Client(url);
  await database.connect();
  const { rows: people } = await database.query(
    `INSERT INTO users (email, email_canonical, name)
     SELECT 'bench-' || n, 'bench-' || n, 'Bench' FROM generate_series(1, $1) n RETURNING id`,
    [cookies.length],
  );
  const users = people.map(({ id }) => id);
  await database.query(
    `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants) VALUES ($1, 'Bench', $2, true, $3, $4, $5)`,
    [
      client.id,
      users[0],
      [REDIRECT],
      ['read', 'openid'],
      ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE],
    ],
  );
  await database.query(`INSERT INTO client_secrets (hash, client_id, hint) VALUES ($1, $2, $3)`, [
    digest(client.secret),
    client.id,
    client.secret.slice(-3),
  ]);
  for (const [{ id, secret }, alg] of [
    [machine, 'ES256'],
    [rsa, 'RS256'],
  ]) {
    await database.query(
      `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants, metadata)
       VALUES ($1, 'Machine', $2, true, '{}', '{read}', '{client_credentials}', $3)`,
      [id, users[0], { access_token_format: 'jwt', id_token_signed_response_alg: alg }],
    );
    await database.query(`INSERT INTO client_secrets (hash, client_id, hint) VALUES ($1, $2, $3)`, [
      digest(secret),
      id,
      secret.slice(-3),
    ]);
  }
  await database.query(
    `INSERT INTO sessions (id_hash, user_id, authenticated_at, amr, expires_at, address, agent)
     SELECT hash, person, now(), '{pwd}', now() + interval '12 hours', '127.0.0.1', 'bench'
     FROM unnest($1::bytea[], $2::uuid[]) AS s(hash, person)`,
    [cookies.map((cookie) => digest(cookie)), users],
  );
  await database.query(
    `INSERT INTO device_codes (hash, user_code_hash, client_id, scope, expires_at)
     SELECT hash, sha256(hash), $2, 'read', now() + interval '12 hours' FROM unnest($1::bytea[]) AS d(hash)`,
    [devices.map((device) => digest(device)), client.id],
  );
  await database.query(`INSERT INTO scopes (name, description) VALUES ('read', 'Read')`);
  await database.query(
    `INSERT INTO consents (user_id, client_id, scopes, approved_at)
     SELECT person, $2, '{read,openid}', now() + interval '1 second' FROM unnest($1::uuid[]) AS person`,
    [users, client.id],
  );
  await database.end();
}

async function start(name, program, databaseUrl, env, flags = []) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, path.join(root, program)], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(port), DATABASE_URL: databaseUrl, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise((done, failed) => {
    const hear = (chunk) => {
      output += chunk;
      if (/ready/.test(output)) done();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', () => failed(new Error(`${name} ended: ${output}`)));
  });
  const readySeconds = (performance.now() - began) / 1000;
  return { name, port, databaseUrl, pid: child.pid, readySeconds, stop: () => child.kill('SIGTERM') };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
