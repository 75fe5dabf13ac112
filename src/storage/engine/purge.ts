import { eraseDue } from '../deletion.ts';
import { endUnusedTokens } from '../end-unused-tokens.ts';
import { rewriteScopes } from '../scope-rewrite.ts';
import type { Database } from './database.ts';
import { purgeEndless } from './purge-endless.ts';
import { purgeEvidence } from './purge-evidence.ts';
import { purgeKeys } from './purge-keys.ts';
import { purgeRegistrations } from './purge-registrations.ts';

/** What was deleted, by table. */
export type Purged = Readonly<Record<string, number>>;

type Rule = { readonly key: string; readonly when: string };

const BATCH = 1000;

// Each condition begins with an indexed column. Not here: audit_events, which the server may not delete, and consents,
// which a person ends.
const RULES: Readonly<Record<string, Rule>> = {
  sessions: { key: 'id_hash', when: 'expires_at < now() + $1::interval' },
  one_time_links: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  preview_uris: { key: 'client_id, uri', when: 'expires_at < now() + $1::interval' },
  client_offers: { key: 'id', when: 'expires_at < now() + $1::interval' },
  team_invitations: { key: 'id', when: 'expires_at < now() + $1::interval' },
  // No form is older than the longest session, of 30 days, to which it is bound.
  sent_forms: { key: 'hash', when: "sent_at < now() + $1::interval - interval '31 days'" },
  mails: { key: 'id', when: "created_at < now() + $1::interval - interval '14 days'" },
  throttles: { key: 'key', when: 'expires_at < now() + $1::interval' },
  client_secrets: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  // For an hour longer a device is told that its code has expired.
  device_codes: { key: 'hash', when: "expires_at < now() + $1::interval - interval '1 hour'" },
  access_tokens: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  authorizations: {
    key: 'id',
    // The second in case a family was given an end in the very moment in which it got another token without one.
    when: `expires_at < now() + $1::interval - interval '30 days' AND NOT EXISTS (
      SELECT FROM access_tokens t WHERE t.authorization_id = authorizations.id AND t.expires_at = 'infinity')`,
  },
  oauth1_request_tokens: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  oauth1_nonces: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  pushed_requests: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  registration_tokens: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  logout_notices: { key: 'id', when: 'expires_at < now() + $1::interval' },
  used_jtis: { key: 'hash', when: 'expires_at < now() + $1::interval' },
  client_lines: { key: 'id', when: "ends_at < now() + $1::interval - interval '30 days'" },
  client_line_tokens: { key: 'hash', when: "ends_at < now() + $1::interval - interval '30 days'" },
  refusals: { key: 'client_id, rule, sent_hash', when: "last_at < now() + $1::interval - interval '30 days'" },
  oauth1_refusals: {
    key: 'consumer_key, rule, sent_hash',
    when: "last_at < now() + $1::interval - interval '30 days'",
  },
  activity_hours: { key: 'hour', when: "hour < now() + $1::interval - interval '90 days'" },
  client_activity: { key: 'client_id, hour', when: "hour < now() + $1::interval - interval '90 days'" },
};

/** Deletes accounts whose days are over and what has expired, a thousand rows at a time; instances that purge at once pass over each other's rows. */
export async function purge({
  pool,
  offsetMs,
  sendsMail = false,
}: Pick<Database, 'pool' | 'offsetMs'> & Partial<Pick<Database, 'sendsMail'>>): Promise<Purged> {
  const purged: Record<string, number> = { users: await eraseDue({ pool, offsetMs, sendsMail }) };
  for (const [table, { key, when }] of Object.entries(RULES)) {
    const batch = `SELECT ${key} FROM ${table} WHERE ${when} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    // As an array, so that each batch goes through the index: of a join Postgres may think that reading it all is less.
    const which = key.includes(',') ? `(${key}) IN (${batch})` : `${key} = ANY (ARRAY(${batch}))`;
    const text = `DELETE FROM ${table} WHERE ${which}`;
    let total = 0;
    for (let deleted = BATCH; deleted === BATCH; total += deleted) {
      deleted = (await pool.query(text, [`${offsetMs} milliseconds`])).rowCount ?? 0;
    }
    purged[table] = total;
  }
  for (const more of [purgeEvidence, purgeEndless, purgeKeys, purgeRegistrations]) {
    for (const [table, count] of Object.entries(await more({ pool, offsetMs }))) {
      purged[table] = (purged[table] ?? 0) + count;
    }
  }
  await rewriteScopes({ pool }, { seconds: 600 });
  return purged;
}

/**
 * Purges every hour until the returned function is called; the first time a few minutes after the start. `andThen` is done
 * as well from the second time on, when servers that were started together have all been started.
 */
export function purgeHourly(
  database: Database,
  {
    idleSeconds,
    onError,
    andThen = async () => {},
  }: {
    readonly idleSeconds: number;
    readonly onError: (error: unknown) => void;
    readonly andThen?: () => Promise<unknown>;
  },
): () => Promise<void> {
  const HOUR = 3_600_000;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const plan = (milliseconds: number, more: () => Promise<unknown>) => {
    timer = setTimeout(() => {
      running = endUnusedTokens(database, { idleSeconds })
        .then(() => purge(database))
        .then(more)
        .catch(onError)
        .then(() => plan(HOUR, andThen));
    }, milliseconds).unref();
  };
  plan((1 + Math.random() * 9) * 60_000, async () => {}); // instances that start together do not purge together
  return async () => {
    clearTimeout(timer);
    await running;
    clearTimeout(timer);
  };
}
