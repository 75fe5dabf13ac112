import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { type Dialect, dialectOf, type TokenAlias } from '../dialects/dialect.ts';
import { OAuthError } from '../oauth/errors.ts';
import type { Client } from '../oauth/model/client.ts';
import type { Parameters } from '../oauth/parameters.ts';
import type { Translate } from '../oauth/read-request.ts';
import type { TokenDialect } from '../oauth/token.ts';

type DialectDeps = Pick<Deps, 'dialects' | 'now'>;

/** How the authorization requests of a client are read: in its dialect, while it has one. */
export function translator(deps: DialectDeps): Translate {
  return (sent, client) => {
    const had = dialectOf(client, deps.dialects, deps.now());
    if (!had || had.ended) return { parameters: sent, dialect: undefined };
    const { name, remembersConsent } = had.dialect;
    const parameters = had.dialect.authorizationRequest(sent);
    return { parameters, dialect: { name, remembersConsent, needed: parameters !== sent } };
  };
}

/** The same refusal, or, where the client's dialect would have spared it but has ended, that. */
export function orDialectEnded(
  error: OAuthError,
  client: Client | undefined,
  parameters: Parameters,
  deps: DialectDeps,
): OAuthError {
  const had = client && dialectOf(client, deps.dialects, deps.now());
  if (!had?.ended || error.rule === 'access-denied') return error;
  const ended = new OAuthError('dialect-ended', had.dialect.name, { cause: error });
  try {
    return had.dialect.authorizationRequest(parameters) === parameters ? error : ended;
  } catch {
    return ended;
  }
}

/**
 * The dialect in which a client's token request is read and answered; `onUse` hears when it was needed. At the path of
 * another document every client but those of that dialect is refused.
 */
export function tokenDialectOf(
  client: Client,
  alias: TokenAlias | undefined,
  deps: DialectDeps,
  onUse: (dialect: string) => void,
): TokenDialect | undefined {
  const had = client.dialect && dialectOf(client, deps.dialects, deps.now());
  if (alias && had?.dialect.name !== alias.dialect) throw new OAuthError('dialect-not-set', alias.path);
  if (alias && had?.ended) throw new OAuthError('dialect-ended', alias.path);
  if (had?.ended) return withoutOwnGrants(had.dialect);
  if (!had) return undefined;
  const { dialect } = had;
  if (alias) onUse(dialect.name);
  const heard = <T extends object>(before: T, after: object) => {
    if (before !== after) onUse(dialect.name);
  };
  return {
    ownGrant: (name, parameters) => dialect.ownGrant(name, parameters),
    tokenRequest(parameters) {
      const said = dialect.tokenRequest(parameters);
      heard(parameters, said);
      return said;
    },
    async tokenAnswer(answer, of, grant) {
      const said = await dialect.tokenAnswer(answer, of, grant);
      heard(answer, said);
      return said;
    },
  };
}

/** As if there were no dialect, but that a refresh token which only it gives is told from a wrong one. */
function withoutOwnGrants(dialect: Dialect): TokenDialect {
  return {
    tokenRequest: (parameters) => parameters,
    ownGrant(name, parameters) {
      const own = dialect.ownGrant(name, parameters);
      if (own?.registeredAs !== undefined) throw new OAuthError('dialect-ended', dialect.name);
      return undefined;
    },
    tokenAnswer: async (answer) => answer,
  };
}

/** Writes to the log that a request needed its client's dialect. */
export function logDialect(request: FastifyRequest, dialect: string, clientId: string) {
  request.log.info({ reqId: request.id, event: 'dialect.used', dialect, clientId }, 'answered in a dialect');
}
