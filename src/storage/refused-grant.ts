// SQL of its own: on the way of a refusal: one statement says why.
import type { RefusedGrantStore } from '../oauth/model/refused-grant.ts';
import type { Database, Statement } from './engine/database.ts';

type CodeRow = {
  readonly consumed: boolean;
  readonly expired: boolean;
  readonly misses: number;
  readonly challenge: Buffer | null;
  readonly redirect_uri: string | null;
  readonly registered_uri: string;
  readonly key_thumbprint: string | null;
};
type TokenRow = {
  readonly consumed: boolean;
  readonly expired: boolean;
  readonly ended_by: string | null;
  readonly jkt: string | null;
};

/** 2 hash, 3 client: what was given to another is as unknown as what was never given. */
const code: Statement = {
  name: 'look-at-refused-code',
  text: `
    SELECT redeemed_at IS NOT NULL AS consumed, expires_at <= now() + $1::interval AS expired, misses, challenge,
      redirect_uri, registered_uri, key_thumbprint
    FROM authorization_codes WHERE hash = $2 AND client_id = $3`,
};

const refreshToken: Statement = {
  name: 'look-at-refused-refresh-token',
  text: `
    SELECT r.rotated_at IS NOT NULL AS consumed, least(r.expires_at, r.ends_at) <= now() + $1::interval AS expired,
      a.revoked_reason AS ended_by, a.facts->>'jkt' AS jkt
    FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id
    WHERE r.hash = $2 AND a.client_id = $3`,
};

/** What is stored of a code or refresh token that was refused. */
export function refusedGrantStore(database: Pick<Database, 'read'>): RefusedGrantStore {
  return {
    async code(hash, clientId) {
      const [row] = await database.read<CodeRow>(code, [hash, clientId]);
      if (!row) return undefined;
      const { consumed, expired, misses, challenge, redirect_uri, registered_uri, key_thumbprint } = row;
      const uris = { redirectUri: redirect_uri ?? undefined, registeredUri: registered_uri };
      const proved = { challenge: challenge ?? undefined, keyThumbprint: key_thumbprint ?? undefined };
      return { consumed, expired, misses, ...proved, ...uris };
    },
    async refreshToken(hash, clientId) {
      const [row] = await database.read<TokenRow>(refreshToken, [hash, clientId]);
      if (!row) return undefined;
      const { consumed, expired, ended_by: endedBy, jkt } = row;
      return { consumed, expired, endedBy: endedBy ?? undefined, keyThumbprint: jkt ?? undefined };
    },
  };
}
