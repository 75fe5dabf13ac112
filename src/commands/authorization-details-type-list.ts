import { type Command, columns } from '../command.ts';

export const authorizationDetailsTypeList: Command = {
  name: 'authorization-details-type list',
  summary: 'Lists every kind of authorization details, and how many applications may ask for it.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const types = await withDeps(({ detailsTypes }) => detailsTypes.listUsed());
    const rows = types.map(({ type, applications, sentence }) => [
      type,
      applications === 1 ? '1 application' : `${applications} applications`,
      sentence,
    ]);
    const none = 'There is none yet: see "latchkey authorization-details-type add --help".';
    return { json: types, text: rows.length === 0 ? none : columns(rows) };
  },
};
