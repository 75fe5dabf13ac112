// SQL of its own: the row and its secret are one statement, which counts what its owner has under a lock.
import type pg from 'pg';
import type { ClientPrivileges, NewClient } from '../oauth/model/client.ts';
import { writeMetadata } from '../oauth/model/client-metadata.ts';
import { addApplication, few, fewOfTeam } from './add-application.ts';
import { isOwner, type Keeper } from './sql/owner.ts';

/** Adds an application within a transaction; false where ClientRegistry.register says so. `offset` is the clock. */
export function insertClient(
  connection: pg.PoolClient,
  offset: string,
  { id, owner, settings, secret, inReview, privileges, metadata, authMethods }: NewClient,
  by: Keeper,
  most?: number,
): Promise<boolean> {
  const { name, homepage, confidential, redirectUris, scopes, grants, requirePkce } = settings;
  const values = [name, homepage ?? null, confidential, redirectUris, scopes, grants, requirePkce];
  const ownerId = owner.kind === 'person' ? owner.userId : null;
  const kept = [ownerId, inReview, secret?.hash ?? null, secret?.hint ?? null, most ?? null];
  const given = [privileges?.trusted ?? false, privileges?.resourceServer ?? false, ...lifeOf(privileges)];
  const beyond = [JSON.stringify(writeMetadata(metadata ?? {})), authMethods ?? null];
  const team = [owner.kind === 'team' ? owner.teamId : null, isOwner(by) ? by.ownerId : null];
  return addApplication(connection, owner, REGISTER, [offset, id, ...values, ...kept, ...given, ...beyond, ...team]);
}

function lifeOf(privileges: ClientPrivileges | undefined): readonly [number | null, boolean] {
  const seconds = privileges?.accessTokenSeconds;
  return seconds === 'never' ? [null, true] : [seconds ?? null, false];
}

const REGISTER = `
  WITH it AS (
    INSERT INTO clients (id, name, homepage, confidential, redirect_uris, scopes, grants, require_pkce, owner_id, in_review, created_at,
      trusted, resource_server, access_token_seconds, access_tokens_never_expire, metadata, auth_methods, owner_team_id)
    SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid, $11, now() + $1::interval, $15, $16, $17::int, $18, jsonb_strip_nulls($19::jsonb), $20::text[], $21::uuid
    WHERE CASE WHEN $21::uuid IS NULL THEN ${few('clients', '$10::uuid', '$14')} ELSE ${fewOfTeam('$21::uuid', '$14', '$22')} END
    ON CONFLICT (id) DO NOTHING RETURNING id
  ), secret AS (
    INSERT INTO client_secrets (hash, client_id, hint, created_at)
    SELECT $12::bytea, id, $13, now() + $1::interval FROM it WHERE $12::bytea IS NOT NULL
  ) SELECT id FROM it`;
