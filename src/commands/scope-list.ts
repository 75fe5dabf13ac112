import { type Command, columns } from '../command.ts';

export const scopeList: Command = {
  name: 'scope list',
  summary: 'Lists the scopes that applications can ask for.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const scopes = await withDeps(({ scopes: store }) => store.list());
    const rows = scopes.map(({ name, description, privileged }) => [name, privileged ? 'privileged' : '', description]);
    return {
      json: scopes,
      text: rows.length === 0 ? 'There is no scope yet: see "latchkey scope add --help".' : columns(rows),
    };
  },
};
