// SQL of its own: one statement uses the nonce, decides or consumes; exactly one caller wins.
import type { DecidedRequest, Outcome, PendingRequest, RequestTokenStore } from '../../oauth1/model/request-token.ts';
import type { Keys } from '../../secrets.ts';
import type { Database, Statement } from '../engine/database.ts';
import { enabledUser } from '../sql/enabled-user.ts';
import { ACTIVE, MAY_CARRY, nonceValues, useNonce } from '../sql/nonce.ts';
import { allowedScope } from '../sql/scopes.ts';
import { SIGNED_IN } from '../sql/signed-in.ts';
import { sealing } from './consumer-row.ts';
import { SIGNER_COLUMNS, type SignerRow, toSigner } from './signer-row.ts';

const MISSES = 3;
/** A request token `r` in its time, with its consumer `c`: whoever it would send people to is still registered. */
const IN_TIME = `${ACTIVE} AND r.expires_at > now() + $1::interval
  AND (r.callback_url IS NULL OR r.callback_url = c.callback_url)`;
/** One that still counts. */
const LIVE = `${IN_TIME} AND r.spent_at IS NULL AND r.misses < ${MISSES}`;

/** What of the scopes asked for the consumer may have now. */
const SCOPE = allowedScope('r.scope', MAY_CARRY);

/** 2 consumer. */
const findConsumer: Statement = {
  name: 'oauth1-find-consumer',
  text: `SELECT ${SIGNER_COLUMNS}, NULL::bytea AS token_secret
    FROM (SELECT) one LEFT JOIN oauth1_consumers c ON c.key = $2 AND ${ACTIVE}`,
};

/** 2 consumer, 3 hash. */
const findSigner: Statement = {
  name: 'oauth1-find-request-signer',
  text: `SELECT ${SIGNER_COLUMNS}, r.secret AS token_secret FROM (SELECT) one LEFT JOIN (
      oauth1_request_tokens r JOIN oauth1_consumers c ON c.key = r.consumer_key AND ${LIVE}
    ) ON r.hash = $3 AND r.consumer_key = $2`,
};

/** 2 consumer, 3 nonce, 4 timestamp, 5 hash, 6 secret, 7 callback, 8 seconds. */
const issue: Statement = {
  name: 'oauth1-issue-request-token',
  text: `
    WITH ${useNonce('$3', '$4')}, stored AS (
      INSERT INTO oauth1_request_tokens (hash, consumer_key, secret, callback_url, scope, created_at, expires_at)
      SELECT $5, c.key, $6, c.callback_url, ${allowedScope("array_to_string(c.scopes, ' ')", MAY_CARRY)}, now() + $1::interval,
        now() + $1::interval + make_interval(secs => $8)
      FROM fresh, oauth1_consumers c WHERE c.key = $2 AND ${ACTIVE} AND $7 IN ('oob', c.callback_url)
      RETURNING true
    )
    SELECT EXISTS (SELECT FROM fresh) AS fresh, EXISTS (SELECT FROM stored) AS done`,
};

/** 2 hash. */
const findPending: Statement = {
  name: 'oauth1-find-pending',
  text: `
    SELECT c.key, c.name, c.homepage, u.name AS owner_name, c.verified OR coalesce(u.is_admin, false) AS verified, r.callback_url,
      ${SCOPE} AS scope
    FROM oauth1_request_tokens r JOIN oauth1_consumers c ON c.key = r.consumer_key LEFT JOIN users u ON u.id = c.owner_id
    WHERE r.hash = $2 AND r.user_id IS NULL AND ${LIVE}`,
};

/** One decision of the person $2 (session; $3 idle seconds) about $4; the second who comes finds nothing to decide. */
function decide(set: string, event: string, only = 'true'): string {
  return `
    WITH person AS MATERIALIZED (${SIGNED_IN}), decided AS (
      UPDATE oauth1_request_tokens r SET ${set} FROM person, oauth1_consumers c
      WHERE r.hash = $4 AND c.key = r.consumer_key AND r.user_id IS NULL AND ${LIVE} AND ${only}
      RETURNING r.callback_url, person.user_id, c.key, ${SCOPE} AS scope
    ), audit AS (
      INSERT INTO audit_events (at, event, actor_id, user_id, client_id, detail)
      SELECT now() + $1::interval, '${event}', user_id, user_id, key, scope FROM decided
    )
    SELECT EXISTS (SELECT FROM person) AS signed_in, EXISTS (SELECT FROM decided) AS decided,
      (SELECT callback_url FROM decided) AS callback_url`;
}

/** What is kept is what was agreed to, whatever the consumer has later. 5 digest of the verifier, 6 the scopes shown, or null. */
const approve: Statement = {
  name: 'oauth1-approve',
  text: decide(
    `user_id = person.user_id, verifier_hash = $5, scope = ${SCOPE}`,
    'consent.approved',
    `($6::text IS NULL OR ${SCOPE} = $6)`,
  ),
};
const deny: Statement = { name: 'oauth1-deny', text: decide('spent_at = now() + $1::interval', 'consent.denied') };

/** The numbers are those of `approve`. */
function decidedBefore(how: string): string {
  return `
    WITH person AS MATERIALIZED (${SIGNED_IN})
    SELECT r.callback_url FROM person, oauth1_request_tokens r JOIN oauth1_consumers c ON c.key = r.consumer_key
    WHERE r.hash = $4 AND ${how}`;
}
const approvedBefore: Statement = {
  name: 'oauth1-approved-before',
  text: decidedBefore(`r.user_id = person.user_id AND r.verifier_hash = $5 AND ${LIVE}`),
};
/** Consumed and nobody's: that is what only a denial makes of it. */
const deniedBefore: Statement = {
  name: 'oauth1-denied-before',
  text: decidedBefore(`r.user_id IS NULL AND r.spent_at IS NOT NULL AND ${IN_TIME}`),
};

/**
 * One UPDATE proves and consumes, or counts the miss: its row lock lets one caller through.
 * 2 consumer, 3 nonce, 4 timestamp, 5 hash, 6 digest of the verifier, 7 new hash, 8 new secret.
 */
const exchange: Statement = {
  name: 'oauth1-exchange-request-token',
  text: `
    WITH ${useNonce('$3', '$4')}, consumed AS (
      UPDATE oauth1_request_tokens r
      SET spent_at = CASE WHEN r.verifier_hash = $6 THEN now() + $1::interval END,
        misses = r.misses + CASE WHEN r.verifier_hash = $6 THEN 0 ELSE 1 END
      FROM fresh, oauth1_consumers c
      WHERE r.hash = $5 AND r.consumer_key = $2 AND c.key = r.consumer_key AND r.user_id IS NOT NULL AND ${LIVE}
        AND ${enabledUser('r.user_id')}
      RETURNING r.verifier_hash = $6 AS matched, r.user_id, ${SCOPE} AS scope
    ), stored AS (
      INSERT INTO oauth1_access_tokens (hash, consumer_key, user_id, secret, scope, created_at, last_used_at)
      SELECT $7, $2, user_id, $8, scope, now() + $1::interval, now() + $1::interval FROM consumed WHERE matched
      RETURNING true
    )
    SELECT EXISTS (SELECT FROM fresh) AS fresh, EXISTS (SELECT FROM stored) AS done`,
};

/** `idleSeconds`: how long a session may lie idle. */
export function requestTokenStore(
  database: Database,
  { keys, idleSeconds }: { readonly keys: Keys; readonly idleSeconds: number },
): RequestTokenStore {
  const { sealToken } = sealing(keys);
  type CallbackRow = { readonly callback_url: string | null };
  type DecidedRow = CallbackRow & { readonly signed_in: boolean; readonly decided: boolean };
  /** Decides or, where that was done already, finds what came of the same decision. */
  const decideOnce = async (
    statement: Statement,
    values: readonly unknown[],
    before: Statement,
    valuesBefore = values,
  ): Promise<DecidedRequest> => {
    const [row] = await database.run<DecidedRow>(statement, values);
    if (row?.decided) return { outcome: 'decided', callbackUrl: row.callback_url ?? undefined };
    if (!row?.signed_in) return { outcome: 'signed-out' };
    const [again] = await database.run<CallbackRow>(before, valuesBefore);
    return again ? { outcome: 'again', callbackUrl: again.callback_url ?? undefined } : { outcome: 'refused' };
  };
  return {
    async findConsumer(consumerKey) {
      return toSigner(await database.run<SignerRow>(findConsumer, [consumerKey]), keys, undefined);
    },
    async findSigner(consumerKey, hash) {
      return toSigner(await database.run<SignerRow>(findSigner, [consumerKey, hash]), keys, hash);
    },
    async issue({ consumerKey, nonce, credentials: { hash, secret }, callback, seconds }) {
      const values = [...nonceValues(nonce), hash, sealToken(secret, hash), callback, seconds];
      return outcomeOf(await database.run<OutcomeRow>(issue, [consumerKey, ...values]));
    },
    async findPending(hash) {
      const [row] = await database.run<PendingRow>(findPending, [hash]);
      return row && toPending(row);
    },
    approve(hash, verifierHash, { sessionHash, scopes }) {
      const values = [sessionHash, idleSeconds, hash, verifierHash];
      return decideOnce(approve, [...values, scopes?.join(' ') ?? null], approvedBefore, values);
    },
    deny: (hash, { sessionHash }) => decideOnce(deny, [sessionHash, idleSeconds, hash], deniedBefore),
    async exchange({ consumerKey, nonce, hash, verifierHash, credentials }) {
      const { hash: newHash, secret } = credentials;
      const values = [...nonceValues(nonce), hash, verifierHash, newHash, sealToken(secret, newHash)];
      return outcomeOf(await database.run<OutcomeRow>(exchange, [consumerKey, ...values]));
    },
  };
}

type OutcomeRow = { readonly fresh: boolean; readonly done: boolean };

function outcomeOf([row]: readonly OutcomeRow[]): Outcome {
  if (row?.done) return 'done';
  return row?.fresh ? 'refused' : 'replayed';
}

type PendingRow = {
  readonly key: string;
  readonly name: string;
  readonly homepage: string;
  readonly owner_name: string | null;
  readonly verified: boolean;
  readonly callback_url: string | null;
  readonly scope: string;
};

function toPending({ key, name, homepage, owner_name, verified, callback_url, scope }: PendingRow): PendingRequest {
  return {
    consumer: { key, name, homepage, ownerName: owner_name ?? undefined, verified },
    scopes: scope === '' ? [] : scope.split(' '),
    callbackUrl: callback_url ?? undefined,
  };
}
