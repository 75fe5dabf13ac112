import type { Command } from '../command.ts';
import { changeHolder, holderOptions } from '../command-line/role-holder.ts';

export const appRoleTake: Command = {
  name: 'app role-take',
  summary: 'Takes a role at an application from a person or a group.',
  configure: holderOptions,
  run: (given) => changeHolder('take', given),
};
