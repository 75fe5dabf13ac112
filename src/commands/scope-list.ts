import { type Command, columns } from '../command.ts';
import type { ListedScope } from '../oauth/model/scope.ts';

export const scopeList: Command = {
  name: 'scope list',
  summary: 'Lists every scope: what it needs, how many applications have it, and what it was called before.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const scopes = await withDeps(({ scopes: store }) => store.listUsed());
    return {
      json: scopes.map(({ oldNames, ...scope }) => ({ ...scope, old_names: oldNames })),
      text: scopes.length === 0 ? 'There is no scope yet: see "latchkey scope add --help".' : columns(scopes.map(line)),
    };
  },
};

function line({ name, description, privileged, safe, grants, offered, applications, oldNames }: ListedScope) {
  const notes = [
    ...(privileged ? ['privileged'] : []),
    ...(safe ? ['safe'] : []),
    ...(offered ? [] : ['not offered']),
    ...(grants.length === 0 ? [] : [`only ${grants.join(', ')}`]),
    ...(oldNames.length === 0 ? [] : [`was ${oldNames.join(', ')}`]),
  ];
  return [name, applications === 1 ? '1 application' : `${applications} applications`, notes.join('; '), description];
}
