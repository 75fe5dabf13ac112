// The peer: oidc-provider with a plain pg adapter (as they are written: statements sent as they are, not prepared), set
// up to do what the workloads ask: opaque tokens, PKCE, rotation, a remembered grant. Any visitor is signed in and agrees.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const run = async (text, values) => (await pool.query(text, values)).rows[0];
await pool.query(`CREATE TABLE IF NOT EXISTS oidc (model text, id text, payload jsonb NOT NULL, grant_id text, uid text,
  consumed_at timestamptz, expires_at timestamptz, PRIMARY KEY (model, id))`);
await pool.query('CREATE INDEX IF NOT EXISTS oidc_grant ON oidc (grant_id) WHERE grant_id IS NOT NULL');
await pool.query('CREATE INDEX IF NOT EXISTS oidc_uid ON oidc (uid) WHERE uid IS NOT NULL');

const loaded = (row) => row && { ...row.payload, ...(row.consumed_at ? { consumed: true } : {}) };
class PostgresAdapter {
  constructor(model) {
    this.model = model;
  }
  async upsert(id, payload, seconds) {
    await run(
      `INSERT INTO oidc (model, id, payload, grant_id, uid, expires_at) VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
       ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
      [this.model, id, payload, payload.grantId ?? null, payload.uid ?? null, seconds ?? null],
    );
  }
  async find(id) {
    return loaded(await run('SELECT payload, consumed_at FROM oidc WHERE model = $1 AND id = $2', [this.model, id]));
  }
  async findByUid(uid) {
    return loaded(await run('SELECT payload, consumed_at FROM oidc WHERE model = $1 AND uid = $2', [this.model, uid]));
  }
  async findByUserCode() {
    return undefined;
  }
  async consume(id) {
    await run('UPDATE oidc SET consumed_at = now() WHERE model = $1 AND id = $2', [this.model, id]);
  }
  async destroy(id) {
    await run('DELETE FROM oidc WHERE model = $1 AND id = $2', [this.model, id]);
  }
  async revokeByGrantId(grantId) {
    await run('DELETE FROM oidc WHERE grant_id = $1', [grantId]);
  }
}

const port = Number(process.env.PORT);
const [clientId, clientSecret] = process.env.CLIENT.split(':');
const [machineId, machineSecret] = process.env.MACHINE.split(':');
const jwkOf = async (alg) => ({
  ...(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)),
  alg,
  use: 'sig',
});
const provider = new Provider(`http://localhost:${port}`, {
  adapter: PostgresAdapter,
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
      redirect_uris: ['https://app.example/callback'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    },
    {
      client_id: machineId,
      client_secret: machineSecret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  jwks: { keys: [await jwkOf('RS256'), await jwkOf('ES256')] },
  scopes: ['openid', 'read'],
  cookies: { keys: ['a key of the benchmark'] },
  features: {
    clientCredentials: { enabled: true },
    // W5: a token for a resource is signed, and nothing is stored.
    resourceIndicators: {
      enabled: true,
      defaultResource: () => [],
      getResourceServerInfo: () => ({ scope: 'read', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } }),
    },
    introspection: { enabled: true, allowedPolicy: () => true },
    devInteractions: { enabled: false },
  },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: () => true,
  rotateRefreshToken: () => true,
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  ttl: {
    AccessToken: 3600,
    ClientCredentials: 3600,
    AuthorizationCode: 600,
    RefreshToken: 14 * 86400,
    Session: 43200,
    Grant: 86400,
    Interaction: 600,
  },
});

const answer = provider.callback();
createServer(async (request, response) => {
  if (!request.url.startsWith('/interaction/')) return answer(request, response);
  const grant = new provider.Grant({ accountId: 'person', clientId });
  grant.addOIDCScope('openid read');
  const result = { login: { accountId: 'person' }, consent: { grantId: await grant.save() } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}).listen(port, '127.0.0.1', () => console.log('ready'));
