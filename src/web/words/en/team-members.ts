import type { TeamRole } from '../../../accounts/team.ts';

/** Who is in a team, on the pages of it. */
export const teamMembers = {
  members: 'Members',
  none: 'Nobody is in it any more.',
  name: 'Name',
  email: 'Email',
  role: 'Role',
  since: 'Since',
  action: 'Action',
  you: 'you',
  disabled: 'Disabled',
  roles: { manager: 'Manager', developer: 'Developer' } satisfies Record<TeamRole, string>,
  makeManager: 'Make manager',
  makeManagerOne: (name: string) => `Make manager: ${name}`,
  makeDeveloper: 'Make developer',
  makeDeveloperOne: (name: string) => `Make developer: ${name}`,
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
};
