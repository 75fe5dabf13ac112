import { OAuthError } from './errors.ts';
import { readObject } from './strict-json.ts';

/** What a client asks for by the names of claims (OpenID Connect Core 1.0 §5.5). */
export type ClaimsRequest = {
  readonly userinfo: readonly string[];
  readonly idToken: readonly string[];
  /** By what the person must be known to the client; undefined: anybody. */
  readonly subject: string | undefined;
  /** How surely they must be known, any of these; undefined: however they are. */
  readonly acr: readonly string[] | undefined;
};

type Wanted = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const MOST = 50; // claims in one member
const SUBJECT = /^[\x21-\x7e]{1,255}$/; // OpenID Connect Core 1.0 §2

/**
 * Reads the parameter claims: for each of its two members names, with null or an object that says more. Of what is said, `value` of sub and
 * `essential` with the values of acr count; members that are not known are passed over. Throws where it is not that.
 */
export function readClaims(json: string): ClaimsRequest {
  const object = readObject(json);
  if (!object) throw malformed('no JSON object');
  const [userinfo, idToken] = [wantedOf(object, 'userinfo'), wantedOf(object, 'id_token')];
  const subjects = [userinfo, idToken].flatMap((wanted) => wanted.get('sub')?.['value'] ?? []);
  const [subject, other] = [...new Set(subjects)];
  if (other !== undefined || (subject !== undefined && !(typeof subject === 'string' && SUBJECT.test(subject)))) {
    throw malformed('sub');
  }
  return {
    userinfo: [...userinfo.keys()],
    idToken: [...idToken.keys()],
    subject: subject as string | undefined,
    acr: acrOf(idToken.get('acr')),
  };
}

function wantedOf(object: Readonly<Record<string, unknown>>, member: string): Wanted {
  const { [member]: wanted } = object;
  if (wanted === undefined || wanted === null) return new Map();
  if (!isObject(wanted)) throw malformed(member);
  const entries = Object.entries(wanted);
  if (entries.length > MOST) throw malformed(member);
  return new Map(
    entries.map(([name, more]) => {
      if (more !== null && !isObject(more)) throw malformed(name);
      return [name, more ?? {}];
    }),
  );
}

/** OpenID Connect Core 1.0 §5.5.1.1: only what is essential binds the server. */
function acrOf(wanted: Readonly<Record<string, unknown>> | undefined): readonly string[] | undefined {
  if (wanted?.['essential'] !== true) return undefined;
  const { value, values } = wanted;
  const all = values === undefined ? (value === undefined ? undefined : [value]) : values;
  if (all === undefined) return undefined;
  if (!Array.isArray(all) || !all.every((each) => typeof each === 'string')) throw malformed('acr');
  return all;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(at: string): OAuthError {
  return new OAuthError('claims-malformed', at.slice(0, 100));
}
