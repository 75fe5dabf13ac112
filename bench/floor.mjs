// The floor: Fastify and pg with exactly the statements a workload needs, prepared, in one round trip, and SHA-256. The
// same tables, the same rows, no OAuth. What stands between it and the product is what the product's rules cost.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import formbody from '@fastify/formbody';
import fastify from 'fastify';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const digest = (value) => createHash('sha256').update(value).digest();
const random = () => randomBytes(32).toString('base64url');
const run = async (name, text, values) => (await pool.query({ name, text, values })).rows[0];

const ISSUE = `INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
  SELECT $3, client_id, $4, now(), now() + interval '1 hour' FROM client_secrets WHERE hash = $1 AND client_id = $2
  RETURNING 1 AS ok`;
const REDEEM = `WITH spent AS (
    UPDATE authorization_codes SET redeemed_at = now()
    WHERE hash = $3 AND client_id = $2 AND redeemed_at IS NULL AND expires_at > now() AND challenge = $4 AND redirect_uri = $5
      AND EXISTS (SELECT FROM client_secrets WHERE hash = $1 AND client_id = $2)
    RETURNING authorization_id
  ), refresh AS (
    INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
    SELECT $7, authorization_id, now() + interval '14 days', now() + interval '90 days' FROM spent
  )
  INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at)
  SELECT $6, authorization_id, $2, 'read', now(), now() + interval '1 hour' FROM spent RETURNING authorization_id AS person`;
const ROTATE = `WITH spent AS (
    UPDATE refresh_tokens SET rotated_at = now()
    WHERE hash = $3 AND rotated_at IS NULL AND expires_at > now()
      AND EXISTS (SELECT FROM client_secrets WHERE hash = $1 AND client_id = $2)
    RETURNING authorization_id, ends_at
  ), refresh AS (
    INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
    SELECT $5, authorization_id, now() + interval '14 days', ends_at FROM spent
  )
  INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at)
  SELECT $4, authorization_id, $2, 'read', now(), now() + interval '1 hour' FROM spent RETURNING 1 AS ok`;
const POLL = `UPDATE device_codes SET polled_at = now()
  WHERE hash = $3 AND client_id = $2 AND redeemed_at IS NULL AND denied_at IS NULL AND expires_at > now()
    AND EXISTS (SELECT FROM client_secrets WHERE hash = $1 AND client_id = $2)
  RETURNING authorization_id`;
const LOOK_UP = `SELECT t.client_id, t.scope, extract(epoch FROM t.expires_at)::float8 AS exp
  FROM access_tokens t WHERE t.hash = $3 AND t.expires_at > now()
    AND EXISTS (SELECT FROM client_secrets WHERE hash = $1 AND client_id = $2)`;
const APPROVE = `WITH allowed AS (
    SELECT c.user_id FROM sessions s JOIN consents c ON c.user_id = s.user_id AND c.client_id = $2
    WHERE s.id_hash = $1 AND s.expires_at > now()
  ), family AS (
    INSERT INTO authorizations (id, user_id, client_id, scope, created_at, expires_at)
    SELECT $3::uuid, user_id, $2, $4, now(), now() + interval '90 days' FROM allowed
  )
  INSERT INTO authorization_codes (hash, authorization_id, client_id, redirect_uri, registered_uri, challenge, expires_at, purge_at)
  SELECT $5, $3, $2, $6, $6, $7, now() + interval '10 minutes', now() + interval '120 days' FROM allowed RETURNING 1 AS ok`;

// W5 and W9: signed aside from the event loop, as jose does. The secret of W5 is in memory: nothing is asked and nothing stored.
const { privateKey: es256 } = await generateKeyPair('ES256');
const { privateKey: rs256 } = await generateKeyPair('RS256');
const [machine, machineHash] = [process.env.MACHINE.split(':')[0], digest(process.env.MACHINE.split(':')[1])];
const sign = (alg, key, typ, claims) => {
  const iat = Math.floor(Date.now() / 1000);
  const all = { iss: 'http://localhost', iat, exp: iat + 3600, ...claims };
  return new SignJWT(all).setProtectedHeader({ alg, kid: 'floor', typ }).sign(key);
};

const app = fastify({ logger: false });
await app.register(formbody);

const who = (request) => {
  const [id, secret] = Buffer.from(request.headers.authorization.slice(6), 'base64').toString().split(':');
  return [digest(secret), id];
};
const tokens = (access, refresh) => ({
  access_token: access,
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'read',
  created_at: Math.floor(Date.now() / 1000),
  ...(refresh ? { refresh_token: refresh } : {}),
});

app.post('/oauth2/token', async (request, reply) => {
  reply.header('cache-control', 'no-store');
  const {
    grant_type: grant,
    scope,
    code,
    code_verifier: verifier,
    redirect_uri: uri,
    refresh_token: old,
    device_code: device,
  } = request.body;
  if (device) {
    const waiting = await run('poll', POLL, [...who(request), digest(device)]);
    return reply.status(400).send({ error: waiting ? 'authorization_pending' : 'invalid_grant' });
  }
  if (grant === 'client_credentials' && who(request)[1] === machine) {
    if (!timingSafeEqual(who(request)[0], machineHash)) return reply.status(401).send({ error: 'invalid_client' });
    const about = { sub: machine, aud: 'http://localhost', client_id: machine, scope, jti: randomUUID() };
    return tokens(await sign('ES256', es256, 'at+jwt', about));
  }
  const access = random();
  const refresh = grant === 'client_credentials' ? undefined : random();
  const row =
    grant === 'client_credentials'
      ? await run('issue', ISSUE, [...who(request), digest(access), scope])
      : grant === 'authorization_code'
        ? await run('redeem', REDEEM, [
            ...who(request),
            digest(code),
            digest(verifier),
            uri,
            digest(access),
            digest(refresh),
          ])
        : await run('rotate', ROTATE, [...who(request), digest(old), digest(access), digest(refresh)]);
  if (row && grant === 'authorization_code' && request.body.with === 'id_token') {
    const about = {
      sub: row.person,
      aud: who(request)[1],
      nonce: 'bench',
      at_hash: digest(access).toString('base64url', 0, 16),
    };
    return { ...tokens(access, refresh), id_token: await sign('RS256', rs256, 'JWT', about) };
  }
  return row ? tokens(access, refresh) : reply.status(400).send({ error: 'invalid_grant' });
});
app.post('/oauth2/introspect', async (request, reply) => {
  reply.header('cache-control', 'no-store');
  const row = await run('look-up', LOOK_UP, [...who(request), digest(request.body.token)]);
  return row
    ? { active: true, client_id: row.client_id, scope: row.scope, exp: Math.floor(row.exp) }
    : { active: false };
});
app.get('/oauth2/authorize', async (request, reply) => {
  const { client_id: client, redirect_uri: uri, scope, state, code_challenge: challenge } = request.query;
  const session = /latchkey-session=([^;]+)/.exec(request.headers.cookie)[1];
  const code = random();
  const values = [digest(session), client, randomUUID(), scope, digest(code), uri, Buffer.from(challenge, 'base64url')];
  if (!(await run('approve', APPROVE, values))) return reply.status(400).send();
  const query = new URLSearchParams({ code, state, iss: 'http://localhost' });
  return reply.header('cache-control', 'no-store').redirect(`${uri}?${query}`, 303);
});
const document = JSON.stringify(JSON.parse(process.env.METADATA));
app.get('/.well-known/oauth-authorization-server', (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(document),
);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
console.log('ready');
