import type { ClientRegistry, ClientSettings } from '../../src/oauth/model/client.ts';
import { registerClient } from '../../src/oauth/register-client.ts';
import { digest, randomSecret, randomUUID } from '../../src/secrets.ts';
import type { Database } from '../../src/storage/engine/database.ts';

export const SETTINGS: ClientSettings = {
  name: 'Trailmark',
  homepage: 'https://trailmark.example/',
  confidential: true,
  redirectUris: ['https://trailmark.example/oauth/callback'],
  scopes: ['read_prefs'],
  grants: ['authorization_code', 'refresh_token'],
  requirePkce: false,
};

/** A registered application of this person. */
export function makeApplication(
  clients: Pick<ClientRegistry, 'register'>,
  ownerId: string,
  settings: Partial<ClientSettings> = {},
  inReview = false,
) {
  const client = {
    owner: { kind: 'person', userId: ownerId } as const,
    settings: { ...SETTINGS, ...settings },
    inReview,
  };
  return registerClient(client, 'administrator', { clients });
}

/** A consent with an authorization, a code and both tokens, as an approval and its exchange leave them. */
export async function makeFamily(database: Pick<Database, 'pool'>, userId: string, clientId: string) {
  const authorizationId = randomUUID();
  const hash = () => digest(randomSecret());
  const family = { authorizationId, codeHash: hash(), accessHash: hash(), refreshHash: hash() };
  await database.pool.query(
    `WITH consent AS (
      INSERT INTO consents (user_id, client_id, scopes) VALUES ($1, $2, '{read_prefs}') ON CONFLICT DO NOTHING
    ), family AS (
      INSERT INTO authorizations (id, user_id, client_id, scope, expires_at)
      VALUES ($3, $1, $2, 'read_prefs', now() + interval '90 days')
    ), code AS (
      INSERT INTO authorization_codes (hash, authorization_id, client_id, registered_uri, expires_at, purge_at)
      VALUES ($4, $3, $2, 'https://trailmark.example/oauth/callback', now() + interval '60 seconds', now() + interval '90 days')
    ), access AS (
      INSERT INTO access_tokens (hash, authorization_id, client_id, scope, issued_at, expires_at)
      VALUES ($5, $3, $2, 'read_prefs', now(), now() + interval '1 hour')
    )
    INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
    VALUES ($6, $3, now() + interval '14 days', now() + interval '90 days')`,
    [userId, clientId, authorizationId, family.codeHash, family.accessHash, family.refreshHash],
  );
  return family;
}
