import type { Config } from './config.ts';
import { SETTINGS, type Setting, type SettingName, type SettingSource } from './oauth/model/setting.ts';

/** What is set, for administrators to look at: in the order of the README, and no secret in it. */
export function settingsOf(config: Config): readonly Setting[] {
  return Object.values(SETTINGS)
    .flat()
    .map((name) => ({
      name,
      value: shownValue(name, config),
      source: sourceOf(name, config),
      secret: SECRETS.includes(name),
    }));
}

/** These hold passwords, or are one. */
const SECRETS: readonly SettingName[] = ['SECRET', 'DATABASE_URL', 'MIGRATE_DATABASE_URL', 'SMTP_URL'];

function shownValue(name: SettingName, config: Config): string {
  if (name === 'SECRET') return config.secrets.length > 0 ? 'set' : '';
  if (name === 'NODE_ENV') return process.env['NODE_ENV'] ?? '';
  const key = name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const value = (config as Readonly<Record<string, unknown>>)[key];
  if (SECRETS.includes(name)) return typeof value === 'string' ? withoutAccount(value) : '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

function sourceOf(name: SettingName, { sources, databaseUrl }: Config): SettingSource {
  if (name === 'SECRET' && sources['SECRET_FILE'] !== undefined) return 'secret-file';
  if (name === 'SECRET' && sources['SECRET'] === undefined && databaseUrl === undefined) return 'generated';
  return sources[name] ?? 'default';
}

/** Scheme, host and path: an account stands before the host, or in the query. */
function withoutAccount(address: string): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)([^?#]*)/i.exec(address) ?? [];
  return scheme === '' ? 'set' : `${scheme}${rest.slice(rest.lastIndexOf('@') + 1)}`;
}
