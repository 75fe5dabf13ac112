import { beginsLine, continuesLine, type LineDeps } from './client-chain.ts';
import { communityMaps, communityMapsTokens } from './community-maps.ts';
import type { Dialect, TokenAlias } from './dialect.ts';
import { OP_API, type OpApiDeps, opApi, opApiTokens } from './op-api.ts';

/** Every dialect; an administrator gives one to an application. */
export function dialects(deps: LineDeps & Pick<OpApiDeps, 'refreshTokens'>): readonly Dialect[] {
  return [communityMaps, opApi({ ...deps, begins: beginsLine(OP_API, deps), continues: continuesLine(deps) })];
}

/** The other paths under which the token endpoint is served; metadata lists none of them. */
export const tokenAliases: readonly TokenAlias[] = [communityMapsTokens, opApiTokens];
