import path from 'node:path';
import {
  addressList,
  anyText,
  colour,
  domainList,
  headerName,
  instanceName,
  integer,
  language,
  logoFile,
  mailFrom,
  oneOf,
  origin,
  outboundList,
  type Parse,
  postgresUrl,
  secretFile,
  secretList,
  shown,
  smtpUrl,
  someOf,
  sourcesOf,
  Wrong,
} from './config-values.ts';
import { LANGUAGES, type Language } from './languages.ts';
import { root } from './root.ts';

export type Config = {
  /** The one public origin: https, or plain http on loopback. */
  readonly issuer: string;
  readonly host: string;
  readonly port: number;
  /** Unset: the embedded Postgres under `dataDir`. */
  readonly databaseUrl?: string;
  /** For `latchkey migrate`: the account that may change the schema, and the role that is granted what a server needs. */
  readonly migrateDatabaseUrl?: string;
  readonly serverRole?: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Newest first. Empty with the embedded Postgres until the generated one has been read (secret-file.ts). */
  readonly secrets: readonly string[];
  /** No debugger, and views that are kept: whenever this is not a development set-up. */
  readonly strict: boolean;
  readonly migrate: 'auto' | 'off';
  readonly accessTokenSeconds: number;
  readonly refreshTokenIdleSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly codeSeconds: number;
  readonly deviceCodeSeconds: number;
  readonly pushedRequestSeconds: number;
  readonly refreshGraceSeconds: number;
  readonly sessionIdleSeconds: number;
  readonly sessionSeconds: number;
  /** Who must have a factor besides the password, or a passkey. */
  readonly factors: 'optional' | 'administrators' | 'everybody';
  /** How many days an account that is to be deleted can be kept; 0: not at all. */
  readonly deletionDays: number;
  /** Who may register applications; `review`: users, and an administrator approves. */
  readonly registration: 'users' | 'review' | 'admins';
  /** Whether programs register applications (RFC 7591 §3), and whether they need an initial access token for it. */
  readonly dynamicRegistration: 'off' | 'token' | 'open';
  /** What clients of the Model Context Protocol need: registration and documents, where they are not set otherwise, of any open scope. */
  readonly mcp: boolean;
  /** Whether a client_id may be the address of a document about its client. */
  readonly clientMetadataDocuments: boolean;
  /** Whether OAuth 1.0a is served beside OAuth 2. */
  readonly oauth1: boolean;
  /** Grants that a server should no longer need: there at all only where they are named. */
  readonly legacyGrants: readonly ('password' | 'implicit')[];
  readonly hashSlots: number;
  readonly databasePool: number;
  /** How long a start waits for a database that is not there yet. */
  readonly databaseWaitSeconds: number;
  /** Addresses whose forwarding headers count. */
  readonly trustProxy: readonly string[];
  /** The header, in small letters, in which a trusted proxy hands on the certificate of a client; undefined: none. */
  readonly mutualTlsHeader: string | undefined;
  /** Whether every DPoP proof has a nonce of this server (RFC 9449 §8). */
  readonly dpopNonce: 'optional' | 'required';
  /** Hosts, `host:port`, addresses and ranges that outbound requests may reach although they are special-use. */
  readonly outboundAllow: readonly string[];
  /** Who may have an account: everybody who makes one, whoever is invited by somebody who has one, or by administrators alone. */
  readonly signUp: 'open' | 'invite' | 'closed';
  /** Domains that the addresses of such accounts must be of, in small letters and ASCII; empty: any. */
  readonly signUpDomains: readonly string[];
  /** The mail server, with the account where it wants one; undefined: no mail is sent. */
  readonly smtpUrl: string | undefined;
  /** From whom mails come, as `Name <address>` or the address alone. */
  readonly mailFrom: string | undefined;
  /** What every application is kept to, at least. */
  readonly securityProfile: 'standard' | 'oauth-2.1' | 'fapi-2';
  /** Of pages and mails for people of whom no other is known. */
  readonly language: Language;
  /** What people see: a name, the file of a logo (SVG or PNG), and a colour as #rrggbb. */
  readonly instanceName: string;
  readonly instanceLogoFile: string | undefined;
  readonly instanceColour: string | undefined;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** What was given, by its name, and whether the file .env gave it. */
  readonly sources: Readonly<Record<string, 'environment' | 'env-file'>>;
};

export type Problem = {
  readonly name: string;
  /** As given, masked where it is a secret; undefined where nothing was given. */
  readonly value: string | undefined;
  readonly reason: string;
  readonly example: string;
};

type ReadConfig = { readonly config: Config } | { readonly problems: readonly Problem[] };
type Environment = Readonly<Record<string, string | undefined>>;

const DAY = 86_400;
const SECRET_EXAMPLE = '$(openssl rand -base64 48)';
const POSTGRES_EXAMPLE = 'postgresql://latchkey:password@db.internal:5432/latchkey';
const SMTP_EXAMPLE = 'smtps://latchkey:password@mail.internal:465';
const MAIL_FROM_EXAMPLE = 'Latchkey <no-reply@example.com>';

/** The environment as a frozen Config, or everything that is wrong with it at once. */
export function readConfig(env: Environment, fromFile: readonly string[] = []): ReadConfig {
  const problems: Problem[] = [];
  const refuse = (name: string, reason: string, example: string) => {
    problems.push({ name, value: shown(name, env[name]), reason, example: `${name}=${example}` });
  };
  const optional = <T>(name: string, parse: Parse<T>, example: string): T | undefined => {
    const text = env[name];
    if (text === undefined || (name === 'LANGUAGE' && text === '')) return undefined; // which shells set
    const value = text.trim() === '' ? new Wrong('is empty: give it a value, or leave it out') : parse(text.trim());
    if (!(value instanceof Wrong)) return value;
    refuse(name, value.reason, example);
    return undefined;
  };
  const read = <T>(name: string, parse: Parse<T>, fallback: T, example = String(fallback)): T =>
    optional(name, parse, example) ?? fallback;

  const embedded = env['DATABASE_URL'] === undefined;
  const strict = !embedded || env['NODE_ENV'] === 'production';
  const databaseUrl = optional('DATABASE_URL', postgresUrl, POSTGRES_EXAMPLE);
  const migrateDatabaseUrl = optional('MIGRATE_DATABASE_URL', postgresUrl, POSTGRES_EXAMPLE);
  const serverRole = optional('SERVER_ROLE', anyText, 'latchkey');
  const mcp = read('MCP', oneOf('on', 'off'), 'off') === 'on';
  const port = read('PORT', integer(1, 65_535), 3000);

  const config: Config = {
    port,
    issuer: read('ISSUER', origin, `http://localhost:${port}`, 'https://auth.example.com'),
    host: read('HOST', anyText, '127.0.0.1'),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(migrateDatabaseUrl === undefined ? {} : { migrateDatabaseUrl }),
    ...(serverRole === undefined ? {} : { serverRole }),
    dataDir: path.resolve(root, read('DATA_DIR', anyText, './data')),
    secrets: readSecrets(),
    strict,
    migrate: read('MIGRATE', oneOf('auto', 'off'), embedded ? 'auto' : 'off'),
    accessTokenSeconds: read('ACCESS_TOKEN_SECONDS', integer(60, 30 * DAY), 3600),
    refreshTokenIdleSeconds: read('REFRESH_TOKEN_IDLE_SECONDS', integer(60, 3650 * DAY), 14 * DAY),
    refreshTokenSeconds: read('REFRESH_TOKEN_SECONDS', integer(60, 3650 * DAY), 90 * DAY),
    codeSeconds: read('CODE_SECONDS', integer(10, 600), 60),
    deviceCodeSeconds: read('DEVICE_CODE_SECONDS', integer(60, 900), 600),
    pushedRequestSeconds: read('PUSHED_REQUEST_SECONDS', integer(5, 600), 60),
    refreshGraceSeconds: read('REFRESH_GRACE_SECONDS', integer(0, 60), 20),
    sessionIdleSeconds: read('SESSION_IDLE_SECONDS', integer(60, 30 * DAY), 3600),
    sessionSeconds: read('SESSION_SECONDS', integer(60, 30 * DAY), 43_200),
    factors: read('FACTORS', oneOf('optional', 'administrators', 'everybody'), 'optional'),
    deletionDays: read('DELETION_DAYS', integer(0, 365), 14),
    registration: read('REGISTRATION', oneOf('users', 'review', 'admins'), 'users'),
    dynamicRegistration: read('DYNAMIC_REGISTRATION', oneOf('off', 'token', 'open'), mcp ? 'open' : 'off', 'token'),
    clientMetadataDocuments: read('CLIENT_METADATA_DOCUMENTS', oneOf('on', 'off'), mcp ? 'on' : 'off') === 'on',
    mcp,
    oauth1: read('OAUTH1', oneOf('on', 'off'), 'off') === 'on',
    legacyGrants: read('LEGACY_GRANTS', someOf('password', 'implicit'), [], 'password,implicit'),
    hashSlots: read('HASH_SLOTS', integer(1, 64), 2),
    databasePool: read('DATABASE_POOL', integer(1, 500), 10),
    databaseWaitSeconds: read('DATABASE_WAIT_SECONDS', integer(0, 3600), 60),
    trustProxy: read('TRUST_PROXY', addressList, [], '10.0.0.0/8,192.168.1.7'),
    mutualTlsHeader: read('MUTUAL_TLS_HEADER', headerName, undefined, 'Client-Cert'),
    dpopNonce: read('DPOP_NONCE', oneOf('optional', 'required'), 'optional'),
    outboundAllow: read('OUTBOUND_ALLOW', outboundList, [], 'keys.internal:8443,10.1.0.0/16'),
    signUp: read('SIGN_UP', oneOf('open', 'invite', 'closed'), 'closed'),
    signUpDomains: read('SIGN_UP_DOMAINS', domainList, [], 'example.com,example.org'),
    smtpUrl: optional('SMTP_URL', smtpUrl, SMTP_EXAMPLE),
    mailFrom: optional('MAIL_FROM', mailFrom, MAIL_FROM_EXAMPLE),
    securityProfile: read('SECURITY_PROFILE', oneOf('standard', 'oauth-2.1', 'fapi-2'), 'standard'),
    instanceName: read('INSTANCE_NAME', instanceName, 'Latchkey', 'Example Maps'),
    instanceLogoFile: read('INSTANCE_LOGO_FILE', logoFile, undefined, '/etc/latchkey/logo.svg'),
    instanceColour: read('INSTANCE_COLOUR', colour, undefined, '#7b2cbf'),
    language: read('LANGUAGE', language, LANGUAGES[0], 'de'),
    logLevel: read('LOG_LEVEL', oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), 'info'),
    sources: sourcesOf(env, fromFile),
  };

  const { refreshTokenIdleSeconds: idle, refreshTokenSeconds: whole } = config;
  atMost('REFRESH_TOKEN_IDLE_SECONDS', idle, 'REFRESH_TOKEN_SECONDS', whole);
  atMost('SESSION_IDLE_SECONDS', config.sessionIdleSeconds, 'SESSION_SECONDS', config.sessionSeconds);
  if (env['SMTP_URL'] !== undefined && env['MAIL_FROM'] === undefined) {
    refuse('MAIL_FROM', 'is missing: with SMTP_URL it must be given', MAIL_FROM_EXAMPLE);
  }
  if (env['MAIL_FROM'] !== undefined && env['SMTP_URL'] === undefined) {
    refuse('SMTP_URL', 'is missing: MAIL_FROM alone sends nothing', SMTP_EXAMPLE);
  }
  if (config.securityProfile !== 'standard') refuseOldProtocols(config);
  if (strict && config.signUp !== 'closed' && config.smtpUrl === undefined) {
    refuse('SIGN_UP', 'needs SMTP_URL and MAIL_FROM: whoever makes an account, or is invited, gets a mail', 'closed');
  }
  if (strict) refuseDebugging();
  if (problems.length > 0) return { problems };
  return { config: Object.freeze(config) };

  function readSecrets(): readonly string[] {
    if (env['SECRET'] !== undefined && env['SECRET_FILE'] !== undefined) {
      refuse('SECRET', 'is given beside SECRET_FILE: give one of the two', SECRET_EXAMPLE);
    }
    const given = optional('SECRET', secretList, SECRET_EXAMPLE);
    const file = optional('SECRET_FILE', secretFile, '/run/secrets/latchkey');
    if (!embedded && env['SECRET'] === undefined && env['SECRET_FILE'] === undefined) {
      refuse('SECRET', 'is missing: with DATABASE_URL it must be given, or SECRET_FILE', SECRET_EXAMPLE);
    }
    return given ?? file ?? [];
  }

  function atMost(name: string, value: number, limitName: string, limit: number): void {
    if (value > limit) refuse(name, `must not be more than ${limitName} (${limit})`, String(limit));
  }

  function refuseOldProtocols({ securityProfile, legacyGrants, oauth1 }: Config): void {
    const reason = `does not go with SECURITY_PROFILE=${securityProfile}: leave it out`;
    if (legacyGrants.length > 0) refuse('LEGACY_GRANTS', reason, '');
    if (oauth1) refuse('OAUTH1', reason, 'off');
  }

  function refuseDebugging(): void {
    if (/--inspect/.test(env['NODE_OPTIONS'] ?? '')) refuse('NODE_OPTIONS', 'opens the debugger to anybody', '');
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
      refuse('NODE_TLS_REJECT_UNAUTHORIZED', 'switches the checking of certificates off', '1');
    }
  }
}

/** Whether mails are sent: over SMTP or, in development, to the terminal. */
export function sendsMail({ smtpUrl, strict }: Pick<Config, 'smtpUrl' | 'strict'>): boolean {
  return smtpUrl !== undefined || !strict;
}
