import type { Counted } from './counted.ts';

/** What is set for the whole server, by its environment, in the parts and the order of the README. */
export const SETTINGS = {
  place: ['ISSUER', 'HOST', 'PORT', 'DATABASE_URL', 'DATA_DIR'],
  secrets: ['SECRET'],
  migrations: ['MIGRATE', 'MIGRATE_DATABASE_URL', 'SERVER_ROLE'],
  lifetimes: [
    'ACCESS_TOKEN_SECONDS',
    'REFRESH_TOKEN_IDLE_SECONDS',
    'REFRESH_TOKEN_SECONDS',
    'CODE_SECONDS',
    'PUSHED_REQUEST_SECONDS',
    'DEVICE_CODE_SECONDS',
    'REFRESH_GRACE_SECONDS',
    'SESSION_IDLE_SECONDS',
    'SESSION_SECONDS',
  ],
  rules: [
    'FACTORS',
    'DELETION_DAYS',
    'REGISTRATION',
    'DYNAMIC_REGISTRATION',
    'CLIENT_METADATA_DOCUMENTS',
    'MCP',
    'OAUTH1',
    'LEGACY_GRANTS',
  ],
  load: ['HASH_SLOTS', 'DATABASE_POOL', 'DATABASE_WAIT_SECONDS'],
  network: ['TRUST_PROXY', 'MUTUAL_TLS_HEADER', 'OUTBOUND_ALLOW', 'DPOP_NONCE'],
  people: ['SIGN_UP', 'SIGN_UP_DOMAINS', 'SMTP_URL', 'MAIL_FROM'],
  looks: ['INSTANCE_NAME', 'INSTANCE_LOGO_FILE', 'INSTANCE_COLOUR', 'LANGUAGE'],
  last: ['SECURITY_PROFILE', 'LOG_LEVEL', 'NODE_ENV'],
} as const;

export type SettingsPart = keyof typeof SETTINGS;
export type SettingName = (typeof SETTINGS)[SettingsPart][number];

/** Where a value comes from: the environment, the file .env, another file that a setting names or the server made, or nobody set it. */
export type SettingSource = 'environment' | 'env-file' | 'secret-file' | 'generated' | 'default';

/** A setting as administrators see it; of what holds a secret only whether it is set, and what of it is none. */
export type Setting = {
  readonly name: SettingName;
  /** Empty: not set. */
  readonly value: string;
  readonly source: SettingSource;
  readonly secret: boolean;
};

/** What is encrypted under SECRET and must be read again. */
export type SealedKind = 'oauth1-secret' | 'signing-key' | 'totp-secret';

/** The keys that come of SECRET, and what waits to be encrypted under the first of them. */
export type MasterKeys = {
  /** Newest first. */
  readonly ids: readonly string[];
  /** Looked at only while there are several: with one there is nothing to wait for. */
  readonly older: readonly { readonly kind: SealedKind; readonly rows: Counted }[];
};

export type MasterKeyStore = { read(): Promise<MasterKeys> };
