// SQL of its own: one statement looks at tokens, person, application and consent again, and issues.
import type { FamilyFacts, TokenBinding } from '../oauth/model/issued.ts';
import { TOKEN_EXCHANGE, type TokenExchangeStore } from '../oauth/model/token-exchange.ts';
import type { Database, Statement } from './engine/database.ts';
import { noteConsent } from './sql/consent.ts';
import { factsWithSubject, insertFamily } from './sql/family.ts';
import { bindingOf, factsOf, type IssuedRow, insertAccess, issuedFrom, toIssued } from './sql/issue.ts';
import { FAMILY, ITS_CLIENT, isAlive, USABLE } from './sql/live-token.ts';
import { mayUse } from './sql/may-use.ts';
import { presentScopes } from './sql/scopes.ts';

/** 2 hash. */
const find: Statement = {
  name: 'find-exchanged-token',
  text: `
    SELECT t.client_id, a.user_id, coalesce(a.facts->>'sub', a.user_id::text, t.client_id) AS subject,
      array_to_string(${presentScopes('t.scope')}, ' ') AS scope, t.binding, a.facts, a.parents,
      CASE WHEN t.expires_at < 'infinity' THEN extract(epoch FROM t.expires_at - now() - $1::interval)::float8 END AS seconds
    FROM access_tokens t ${ITS_CLIENT} ${FAMILY} WHERE ${isAlive('$2')} AND ${USABLE}`,
};

/**
 * What is exchanged lives at least as long as what comes of it, so that nothing outlives it. Where an administrator trusts the
 * application nobody was asked: then there is a consent that people see and revoke. The locks make a revocation, or a disabling, that
 * runs at the same time come wholly before or wholly after; both lock the person first.
 *
 * 2 subject hash, 3 parents, 4 id, 5 client, 6 revision, 7 scopes, 8 access hash, 9 its seconds, 10 binding or null, 11 facts, 12 resources,
 * 13 address, 14 request id.
 */
const exchange: Statement = {
  name: 'exchange-token',
  text: `
    WITH subject AS MATERIALIZED (
      SELECT a.user_id FROM access_tokens t ${ITS_CLIENT} ${FAMILY}
      WHERE ${isAlive('$2')} AND ${USABLE} AND t.expires_at >= now() + $1::interval + make_interval(secs => $9::float8)
        AND exchange_lives($3::bytea[], now() + $1::interval)
    ), person AS MATERIALIZED (
      SELECT u.id AS user_id FROM subject JOIN users u ON u.id = subject.user_id AND u.disabled_at IS NULL FOR SHARE OF u
    ), client AS MATERIALIZED (
      SELECT person.user_id, c.trusted, c.identity_changed_at
      FROM person JOIN clients c ON c.id = $5 AND c.revision = $6 AND c.disabled_at IS NULL AND NOT c.in_review
      WHERE ${mayUse('c', 'person.user_id')}
    ), consented AS MATERIALIZED (
      SELECT s.user_id FROM client JOIN consents s ON s.user_id = client.user_id AND s.client_id = $5
        AND present_scopes(s.scopes) @> $7::text[] AND s.resources @> $12::text[] AND s.approved_at > client.identity_changed_at
      FOR NO KEY UPDATE OF s
    ), allowed AS MATERIALIZED (
      SELECT user_id, trusted OR EXISTS (SELECT FROM consented) AS agreed FROM client
    ), family AS (
      ${insertFamily('allowed WHERE agreed', {
        id: '$4',
        user: 'user_id',
        client: '$5',
        scope: "array_to_string($7::text[], ' ')",
        grant: `'${TOKEN_EXCHANGE}'`,
        seconds: '$9',
        facts: factsWithSubject('$11', 'allowed.user_id'),
        parents: '$3::bytea[]',
      })} RETURNING ${factsOf('a.scope')}
    ), consent AS (${noteConsent('family')}), access AS (${insertAccess('family', { hash: '$8', seconds: '$9', binding: '$10' })}), audit AS (
      INSERT INTO audit_events (at, event, user_id, client_id, authorization_id, address, request_id)
      SELECT now() + $1::interval, 'token.exchanged', user_id, client_id, authorization_id, $13, $14 FROM family
    )
    SELECT EXISTS (SELECT FROM allowed) AS allowed, EXISTS (SELECT FROM clients WHERE id = $5 AND revision = $6) AS fresh, ${issuedFrom('family')}
    FROM (SELECT) one LEFT JOIN family ON true`,
};

/** Tokens that come of other applications' tokens. */
export function tokenExchangeStore(database: Database): TokenExchangeStore {
  return {
    async find(hash) {
      type Row = {
        readonly client_id: string;
        readonly user_id: string | null;
        readonly subject: string;
        readonly scope: string;
        readonly binding: TokenBinding | null;
        readonly facts: FamilyFacts | null;
        readonly parents: Buffer[] | null;
        readonly seconds: number | null;
      };
      const [row] = await database.read<Row>(find, [hash]);
      if (!row) return undefined;
      return {
        clientId: row.client_id,
        userId: row.user_id ?? undefined,
        subject: row.subject,
        scope: row.scope,
        seconds: row.seconds ?? undefined,
        binding: row.binding ?? undefined,
        facts: row.facts ?? undefined,
        parents: row.parents ?? [],
      };
    },
    async exchange({ id, clientId, revision, subject, parents, scopes, access, facts, from }) {
      type Row = IssuedRow & { readonly allowed: boolean; readonly fresh: boolean };
      const [row] = await database.run<Row>(exchange, [
        subject,
        parents,
        id,
        clientId,
        revision,
        scopes,
        access.hash,
        access.seconds,
        bindingOf(access),
        JSON.stringify(facts),
        facts.resources ?? [],
        from.address,
        from.requestId ?? null,
      ]);
      if (row && row.authorization_id !== null) return { outcome: 'exchanged', issued: toIssued(row) };
      if (!row?.fresh) return { outcome: 'stale' };
      return { outcome: row.allowed ? 'not-consented' : 'refused' };
    },
  };
}
