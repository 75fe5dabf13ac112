import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { type Dialect, dialectOf, type TokenAlias } from '../dialects/dialect.ts';
import type { ClientRequest } from '../oauth/client-auth-method.ts';
import { OAuthError } from '../oauth/errors.ts';
import type { Client } from '../oauth/model/client.ts';
import type { Parameters } from '../oauth/parameters.ts';
import type { Translate } from '../oauth/read-request.ts';
import type { TokenDialect } from '../oauth/token.ts';
import { withClients } from '../oauth/with-clients.ts';
import { queryOf } from './frame/form.ts';
import { clientRequest } from './requests/client-request.ts';

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
  if (!had?.ended || error.rule === 'access-denied' || error.rule === 'not-admitted') return error;
  const ended = new OAuthError('dialect-ended', had.dialect.name, { cause: error });
  try {
    return had.dialect.authorizationRequest(parameters) === parameters ? error : ended;
  } catch {
    return ended;
  }
}

/**
 * What a token request says. All of it stands in the body, but that the dialect of a public client may let some parameters
 * come in the query; never beside a credential.
 */
export async function tokenRequest(
  request: FastifyRequest,
  deps: DialectDeps & Pick<Deps, 'clientCache'>,
): Promise<ClientRequest> {
  if (!request.url.includes('?')) return clientRequest(request);
  const asked = clientRequest(request, [...new Set(deps.dialects.flatMap(({ publicQuery }) => publicQuery))]);
  const { parameters, authorization } = asked;
  const id = parameters.get('client_id');
  if (id === undefined || authorization !== undefined || parameters.has('client_secret')) {
    throw new OAuthError('parameters-in-query');
  }
  await withClients(deps.clientCache, async (find) => {
    const client = await find(id);
    if (client?.state !== 'active' || client.confidential) throw new OAuthError('parameters-in-query');
    refuseQuery(client, [...queryOf(request).keys()], deps);
  });
  return asked;
}

/** Refuses what may not stand in the query of this client's token request; the owner reads of it. */
function refuseQuery(client: Client, names: readonly string[], deps: DialectDeps): void {
  if (names.length === 0) return;
  const had = dialectOf(client, deps.dialects, deps.now());
  const taken = !client.confidential && names.every((name) => had?.dialect.publicQuery.some((each) => each === name));
  if (taken && !had?.ended) return;
  const forOwner = { clientId: client.id, sent: names.join(' ').slice(0, 200) };
  throw new OAuthError(taken ? 'dialect-ended' : 'parameters-in-query', undefined, { forOwner });
}

/**
 * The dialect in which a client's token request is read and answered; `onUse` hears when it was needed. At the path of
 * another document every client but those of that dialect is refused.
 */
export function tokenDialectOf(
  client: Client,
  { alias, inQuery }: { readonly alias: TokenAlias | undefined; readonly inQuery: readonly string[] },
  deps: DialectDeps,
  onUse: (dialect: string) => void,
): TokenDialect | undefined {
  const had = client.dialect && dialectOf(client, deps.dialects, deps.now());
  if (alias && had?.dialect.name !== alias.dialect) throw new OAuthError('dialect-not-set', alias.path);
  if (alias && had?.ended) throw new OAuthError('dialect-ended', alias.path);
  if (!alias) refuseQuery(client, inQuery, deps);
  if (had?.ended) return withoutOwnGrants(had.dialect);
  if (!had) return undefined;
  const { dialect } = had;
  if (alias || inQuery.length > 0) onUse(dialect.name);
  const heard = <T extends object>(before: T, after: object) => {
    if (before !== after) onUse(dialect.name);
  };
  return {
    ownGrant(name, parameters) {
      const own = dialect.ownGrant(name, parameters);
      if (own) onUse(dialect.name);
      return own;
    },
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
