// SQL of its own: which value each column of an application gets, for its one UPDATE (change-client.ts).
import type { ClientLifetimes, ClientPrivileges, ClientSettings } from '../oauth/model/client.ts';
import { isRegistrant, isReviewed, type Keeper } from './sql/owner.ts';

export const LEGACY = `'{password,implicit}'::text[]`;

export type Value = (given: unknown, type?: string) => string;

/** What a developer set, by column: SQL. Only those that are there, and not PKCE, which administrators set beside them. */
export function settingColumns(
  settings: Partial<ClientSettings>,
  by: Keeper,
  value: Value,
): readonly (readonly [string, string])[] {
  const columns: Readonly<
    Record<Exclude<keyof ClientSettings, 'requirePkce'>, () => readonly (readonly [string, string])[]>
  > = {
    name: () => [['name', value(settings.name)]],
    homepage: () => [['homepage', value(settings.homepage ?? null)]],
    confidential() {
      const confidential = value(settings.confidential, 'boolean');
      const method = `CASE WHEN ${confidential} THEN token_endpoint_auth_method END`;
      return [
        ['confidential', confidential],
        ['token_endpoint_auth_method', method],
      ];
    },
    redirectUris: () => [['redirect_uris', value(settings.redirectUris, 'text[]')]],
    scopes: () => [['scopes', value(settings.scopes, 'text[]')]],
    grants() {
      const grants = value(settings.grants, 'text[]');
      return [['grants', isReviewed(by) ? ownGrants(grants, isRegistrant(by) ? 'password' : undefined) : grants]];
    },
  };
  return Object.entries(columns).flatMap(([name, sql]) => (name in settings ? sql() : []));
}

/** What only administrators give. */
export function privilegeColumns(privileges: ClientPrivileges, value: Value): readonly (readonly [string, string])[] {
  const { accessTokenSeconds } = privileges;
  const never = accessTokenSeconds === 'never';
  return [
    ['trusted', value(privileges.trusted, 'boolean')],
    ['resource_server', value(privileges.resourceServer, 'boolean')],
    ['access_token_seconds', value(never ? null : (accessTokenSeconds ?? null), 'int')],
    ['access_tokens_never_expire', value(never, 'boolean')],
    ['require_pkce', value(privileges.requirePkce, 'boolean')],
  ];
}

/** Only those that are there. */
export function lifetimeColumns(
  lifetimes: Partial<ClientLifetimes>,
  value: Value,
): readonly (readonly [string, string])[] {
  const { accessTokenSeconds } = lifetimes;
  const never = accessTokenSeconds === 'never';
  const named = <Name extends keyof ClientLifetimes>(name: Name, column: string, seconds: number | undefined) =>
    name in lifetimes ? [[column, value(seconds ?? null, 'int')] as const] : [];
  return [
    ...named('accessTokenSeconds', 'access_token_seconds', never ? undefined : accessTokenSeconds),
    ...('accessTokenSeconds' in lifetimes ? [['access_tokens_never_expire', value(never, 'boolean')] as const] : []),
    ...named('refreshTokenIdleSeconds', 'refresh_token_idle_seconds', lifetimes.refreshTokenIdleSeconds),
    ...named('refreshTokenSeconds', 'refresh_token_seconds', lifetimes.refreshTokenSeconds),
    ...named('codeSeconds', 'code_seconds', lifetimes.codeSeconds),
  ];
}

/**
 * An owner keeps the grants that an administrator gave, or drops them; one that was taken away meanwhile stays away. `alone`: of
 * them, the one that only an administrator gives to a program, for the rest are there for all programs where they are at all.
 */
function ownGrants(grants: string, alone?: 'password'): string {
  const given = alone === undefined ? LEGACY : `'{${alone}}'::text[]`;
  return `ARRAY(SELECT name FROM unnest(${grants}) AS name WHERE name <> ALL (${given}) OR name = ANY (clients.grants))`;
}
