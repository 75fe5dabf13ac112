import { OAuthError } from '../oauth/errors.ts';
import type { Client } from '../oauth/model/client.ts';
import { type ParameterName, type Parameters, readParameters } from '../oauth/parameters.ts';
import type { TokenDialect } from '../oauth/token.ts';

/**
 * How the clients written to one document speak: what turns their requests into canonical ones before any check, and
 * canonical answers into theirs after all. No check is weaker in a dialect.
 */
export type Dialect = TokenDialect & {
  /** As in clients.dialect. */
  readonly name: string;
  /** Whether a client without a secret may have it. */
  readonly forPublic: boolean;
  /** What such a client may send in the query of the token endpoint: never a credential that lives on. */
  readonly publicQuery: readonly ParameterName[];
  /** Whether a remembered consent may stand for a person's answer. */
  readonly remembersConsent: boolean;
  /** The canonical authorization request; the same object where there is nothing to turn. */
  authorizationRequest(parameters: Parameters): Parameters;
};

/** The token endpoint under the path of a document, for the clients of one dialect. */
export type TokenAlias = {
  readonly dialect: string;
  readonly path: string;
  /** What may come in the query there; everything else comes in the body. */
  readonly query: readonly ParameterName[];
};

/** The dialect that a client was given, and whether its time is over; undefined: none, or one of another release. */
export function dialectOf(
  client: Client,
  dialects: readonly Dialect[],
  now: Date,
): { readonly dialect: Dialect; readonly ended: boolean } | undefined {
  if (!client.dialect) return undefined;
  const { name, expiresAt } = client.dialect;
  const dialect = dialects.find((each) => each.name === name);
  return dialect && { dialect, ended: expiresAt !== undefined && expiresAt <= now };
}

/** Reads one parameter under another name. Under both names it must have one value; repeated it is refused as ever. */
export function renamed(parameters: Parameters, from: string, to: ParameterName): Parameters {
  const pairs = [...parameters.pairs];
  const stem = (name: string) => name.split(/[[.]/, 1)[0];
  if (!pairs.some(([name]) => stem(name) === from)) return parameters;
  const [alias = '', ...more] = parameters.pairs.getAll(from);
  if (more.length > 0) throw new OAuthError('parameter-repeated', from);
  const [own] = parameters.pairs.getAll(to).filter((value) => value !== '');
  if (alias !== '' && own !== undefined && own !== alias) throw new OAuthError('alias-differs', `${from} and ${to}`);
  const kept = pairs.filter(([name, value]) => {
    if (name === from) return alias !== '' && own === undefined;
    return name !== to || value !== '' || alias === '';
  });
  const turned = kept.map(([name, value]): [string, string] =>
    stem(name) === from ? [to + name.slice(from.length), value] : [name, value],
  );
  return readParameters(new URLSearchParams(turned));
}
