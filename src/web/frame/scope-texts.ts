import type { Scope } from '../../oauth/model/scope.ts';
import { english, type Words } from '../words/index.ts';

/** Scopes as administrators wrote them; those that an installation begins with in these words, as long as nobody changed their text. */
export function inWords<Of extends Pick<Scope, 'name' | 'description' | 'detail'>>(
  words: Words,
  scopes: readonly Of[],
): readonly Of[] {
  return scopes.map((scope) => {
    const { [scope.name]: first } = english.scopes;
    const untouched = first?.description === scope.description && first.detail === scope.detail;
    return untouched ? { ...scope, ...words.scopes[scope.name] } : scope;
  });
}
