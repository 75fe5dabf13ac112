import { OAuthError } from './errors.ts';
import type { RuleId } from './rules/index.ts';

/** The parameters of one request, read once at the edge. Absent and empty are the same (RFC 6749 §3.1). */
export type Parameters = {
  /** As they came, in their order. */
  readonly pairs: URLSearchParams;
  /** The value, or undefined; one that was repeated, or sent with brackets or dots behind its name too, is refused. */
  get(name: ParameterName): string | undefined;
  /** The value; absent, it is refused by the given rule. */
  require(name: ParameterName, rule: RuleId): string;
  /** Whether it was sent at all, empty included. */
  has(name: ParameterName): boolean;
  /** Every value of one that may repeat; empty ones are none. */
  getAll(name: RepeatableName): readonly string[];
  /** Every value sent, where a refusal belongs elsewhere. */
  all(name: ParameterName): readonly string[];
  /** Refuses every repetition (RFC 6749 §3.1) but of what may repeat, also of what this server does not know. */
  refuseRepeated(): void;
};

/** What this server reads; everything else is ignored. */
const names = [
  'access_token',
  'acr_values',
  'actor_token',
  'actor_token_type',
  'assertion',
  'audience',
  'authorization',
  'authorization_details',
  'claims',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'device_code',
  'dpop_jkt',
  'grant_type',
  'id_token_hint',
  'login_hint',
  'logout_hint',
  'max_age',
  'method',
  'nonce',
  'parameters',
  'password',
  'post_logout_redirect_uri',
  'prompt',
  'redirect_uri',
  'refresh_token',
  'request',
  'request_uri',
  'requested_token_type',
  'resource',
  'response_mode',
  'response_type',
  'scope',
  'state',
  'subject_token',
  'subject_token_type',
  'token',
  'token_type_hint',
  'ui_locales',
  'url',
  'username',
] as const;
export type ParameterName = (typeof names)[number];

/** RFC 8707 §2, RFC 8693 §2.1: whose tokens are asked for may be several. Who reads one value of them still refuses two. */
const REPEATABLE = ['audience', 'resource'] as const;
export type RepeatableName = (typeof REPEATABLE)[number];
const repeatable: ReadonlySet<string> = new Set(REPEATABLE);

const known: ReadonlySet<string> = new Set(names);
const SIGNED = [
  ...['client_assertion', 'assertion', 'subject_token', 'actor_token', 'token'],
  ...['request', 'id_token_hint', 'claims', 'authorization_details'],
];
const MOST = 100; // parameters in one request
const LONGEST: Partial<Record<string, number>> = {
  scope: 100_000, // scope.ts has its own, explained limits
  password: 1024, // refused before it costs a hash
  // Signed ones, and those that are JSON.
  ...Object.fromEntries(SIGNED.map((name) => [name, 16_384])),
  // Another request, whole (oauth1/check.ts).
  authorization: 16_384,
  parameters: 65_536,
  url: 16_384,
};
const LONG = 2048; // bytes

/** Reads decoded pairs. Refuses at once what has no plain reading: brackets, dots and the like after a known name. */
export function readParameters(pairs: URLSearchParams): Parameters {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  const malformed = new Map<string, string>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (values.has(name)) repeated.add(name);
    else values.set(name, value);
    if (known.has(name)) continue;
    const [stem = ''] = name.split(/[[.]/, 1);
    if ((stem !== name && known.has(stem)) || stem === '__proto__') malformed.set(stem, name);
  }
  const refuseMalformed = (name: string) => {
    throw new OAuthError('parameter-malformed', name.slice(0, 100));
  };
  const check = (name: string) => {
    const other = malformed.get(name);
    if (other !== undefined) refuseMalformed(other);
    if (repeated.has(name)) throw new OAuthError('parameter-repeated', name);
  };
  const get = (name: ParameterName) => {
    check(name);
    const value = values.get(name);
    if (value === undefined || value === '') return undefined;
    if (Buffer.byteLength(value) > (LONGEST[name] ?? LONG)) throw new OAuthError('parameter-too-long', name);
    return value;
  };
  return {
    pairs,
    get,
    require(name, rule) {
      const value = get(name);
      if (value === undefined) throw new OAuthError(rule);
      return value;
    },
    getAll(name) {
      const other = malformed.get(name);
      if (other !== undefined) refuseMalformed(other);
      const sent = pairs.getAll(name).filter((value) => value !== '');
      if (sent.some((value) => Buffer.byteLength(value) > LONG)) throw new OAuthError('parameter-too-long', name);
      return sent;
    },
    all: (name) => pairs.getAll(name),
    has: (name) => values.has(name),
    refuseRepeated() {
      for (const name of malformed.values()) refuseMalformed(name);
      if (count > MOST) refuseMalformed(`${count} parameters`);
      for (const name of repeated)
        if (!repeatable.has(name)) throw new OAuthError('parameter-repeated', name.slice(0, 100));
    },
  };
}
