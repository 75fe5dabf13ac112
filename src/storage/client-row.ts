import type { Client, ListedClient } from '../oauth/model/client.ts';
import { readMetadata } from '../oauth/model/client-metadata.ts';
import { type ResourceRow, toResource } from './resource-row.ts';

/** Whose it is; nulls where it is nobody's. */
type OwnerRow = {
  readonly owner_id: string | null;
  readonly owner_name: string;
  readonly owner_is_admin: boolean;
  readonly owner_team_id: string | null;
  readonly owner_team_name: string;
};

/** A client with one of its secrets; a client with two is two rows, one with none has nulls. */
export type ClientRow = OwnerRow & {
  readonly id: string;
  readonly name: string;
  readonly homepage: string | null;
  readonly confidential: boolean;
  readonly redirect_uris: string[];
  readonly previews: readonly { readonly uri: string; readonly expires_at: string }[] | null;
  readonly scopes: string[];
  readonly scope_limits: Readonly<Record<string, string[]>> | null;
  readonly scope_aliases: Readonly<Record<string, string>> | null;
  readonly resources: readonly ResourceRow[] | null;
  readonly grants: string[];
  readonly auth_methods: string[];
  readonly require_pkce: boolean;
  readonly trusted: boolean;
  readonly restricted: boolean;
  readonly verified: boolean;
  readonly logo: Buffer | null;
  readonly resource_server: boolean;
  readonly dialect: string | null;
  readonly dialect_expires_at: Date | null;
  readonly access_token_seconds: number | null;
  readonly access_tokens_never_expire: boolean;
  readonly refresh_token_idle_seconds: number | null;
  readonly refresh_token_seconds: number | null;
  readonly code_seconds: number | null;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly in_review: boolean;
  readonly rejected_at: Date | null;
  readonly handed_on: Readonly<Record<string, unknown>> | null;
  readonly note: string | null;
  readonly disabled_at: Date | null;
  readonly disabled_reason: string | null;
  readonly created_at: Date;
  readonly identity_changed_at: Date;
  readonly token_generation: number;
  readonly revision: number;
  readonly secret_hash: Buffer | null;
  readonly secret_hint: string;
  readonly secret_created_at: Date;
  readonly secret_expires_at: Date | null;
  readonly secret_leaked_at: Date | null;
  readonly secret_handed_on: boolean;
  readonly secret_name: string | null;
  readonly secret_last_used_at: Date | null;
};

export type ListedClientRow = Pick<
  ClientRow,
  | 'id'
  | 'name'
  | 'homepage'
  | 'redirect_uris'
  | 'scopes'
  | 'confidential'
  | 'trusted'
  | 'resource_server'
  | 'verified'
  | 'logo'
  | 'in_review'
  | 'rejected_at'
  | 'disabled_at'
  | 'created_at'
  | 'revision'
> &
  OwnerRow & {
    readonly owner_email: string | null;
    readonly last_at: Date | null;
    readonly total: number;
    readonly estimate: number;
  };

export function toClient(rows: readonly ClientRow[]): Client | undefined {
  const [row] = rows;
  if (!row) return undefined;
  return {
    id: row.id,
    name: row.name,
    homepage: row.homepage ?? undefined,
    owner: toOwner(row),
    confidential: row.confidential,
    redirectUris: row.redirect_uris,
    previews: (row.previews ?? []).map(({ uri, expires_at }) => ({ uri, expiresAt: new Date(expires_at) })),
    scopes: row.scopes,
    scopeLimits: new Map(Object.entries(row.scope_limits ?? {})),
    scopeAliases: new Map(Object.entries(row.scope_aliases ?? {})),
    resources: (row.resources ?? []).map(toResource),
    grants: row.grants,
    authMethods: row.auth_methods,
    requirePkce: row.require_pkce,
    trusted: row.trusted,
    restricted: row.restricted,
    verified: row.verified,
    logo: row.logo?.toString('hex'),
    resourceServer: row.resource_server,
    dialect: row.dialect === null ? undefined : { name: row.dialect, expiresAt: row.dialect_expires_at ?? undefined },
    accessTokenSeconds: row.access_tokens_never_expire ? 'never' : (row.access_token_seconds ?? undefined),
    refreshTokenIdleSeconds: row.refresh_token_idle_seconds ?? undefined,
    refreshTokenSeconds: row.refresh_token_seconds ?? undefined,
    codeSeconds: row.code_seconds ?? undefined,
    metadata: readMetadata(row.metadata),
    state: state(row),
    disabledReason: row.disabled_reason ?? undefined,
    rejectedAt: row.rejected_at ?? undefined,
    handedOn: row.handed_on === null ? undefined : toHandedOn(row.handed_on),
    note: row.note ?? undefined,
    createdAt: row.created_at,
    identityChangedAt: row.identity_changed_at,
    tokenGeneration: row.token_generation,
    revision: row.revision,
    secrets: rows.flatMap(toSecret),
  };
}

export function toListedClient(row: ListedClientRow): ListedClient {
  return {
    id: row.id,
    name: row.name,
    homepage: row.homepage ?? undefined,
    redirectUris: row.redirect_uris,
    scopes: row.scopes,
    confidential: row.confidential,
    trusted: row.trusted,
    resourceServer: row.resource_server,
    verified: row.verified,
    logo: row.logo?.toString('hex'),
    state: state(row),
    rejectedAt: row.rejected_at ?? undefined,
    revision: row.revision,
    owner: toOwner(row),
    ownerEmail: row.owner_email ?? undefined,
    createdAt: row.created_at,
    lastUsedAt: row.last_at ?? undefined,
  };
}

function toOwner(row: OwnerRow): Client['owner'] {
  const { owner_id: userId, owner_team_id: teamId } = row;
  if (teamId !== null) return { kind: 'team', teamId, name: row.owner_team_name };
  return userId === null
    ? { kind: 'none' }
    : { kind: 'person', userId, name: row.owner_name, isAdmin: row.owner_is_admin };
}

function toHandedOn(stored: Readonly<Record<string, unknown>>): Client['handedOn'] {
  const { jwks, jwksUri, workloads, peopleIssuers } = readMetadata(stored);
  return { redirectUris: (stored.redirect_uris ?? []) as string[], jwks, jwksUri, workloads, peopleIssuers };
}

function toSecret(row: ClientRow): Client['secrets'] {
  if (row.secret_hash === null) return [];
  return [
    {
      hash: row.secret_hash,
      hint: row.secret_hint,
      createdAt: row.secret_created_at,
      expiresAt: row.secret_expires_at ?? undefined,
      leakedAt: row.secret_leaked_at ?? undefined,
      handedOn: row.secret_handed_on,
      name: row.secret_name ?? undefined,
      lastUsedAt: row.secret_last_used_at ?? undefined,
    },
  ];
}

function state(row: { readonly disabled_at: Date | null; readonly in_review: boolean }): Client['state'] {
  if (row.disabled_at !== null) return 'disabled';
  return row.in_review ? 'review' : 'active';
}
