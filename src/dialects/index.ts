import { authorizationCodeGrant, type CodeDeps } from '../oauth/grants/authorization-code.ts';
import { beginsLine, continuesLine, type LineDeps } from './client-chain.ts';
import { communityMaps, communityMapsTokens } from './community-maps.ts';
import type { Dialect, TokenAlias } from './dialect.ts';
import { OP_API, type OpApiDeps, opApi, opApiTokens } from './op-api.ts';
import { openstreetmap, SHORTEST_VERIFIER } from './openstreetmap.ts';

/** Every dialect; an administrator gives one to an application. */
export function dialects(deps: LineDeps & CodeDeps & Pick<OpApiDeps, 'refreshTokens'>): readonly Dialect[] {
  const grant = authorizationCodeGrant(deps, SHORTEST_VERIFIER);
  return [
    communityMaps,
    opApi({ ...deps, begins: beginsLine(OP_API, deps), continues: continuesLine(deps) }),
    openstreetmap({ code: { ...grant, registeredAs: grant.name } }),
  ];
}

/** The other paths under which the token endpoint is served; metadata lists none of them. */
export const tokenAliases: readonly TokenAlias[] = [communityMapsTokens, opApiTokens];
