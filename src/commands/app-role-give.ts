import type { Command } from '../command.ts';
import { changeHolder, holderOptions } from '../command-line/role-holder.ts';

export const appRoleGive: Command = {
  name: 'app role-give',
  summary: 'Gives a person, or everybody in a group, a role at an application.',
  configure: holderOptions,
  run: (given) => changeHolder('give', given),
};
