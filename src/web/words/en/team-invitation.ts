import type { TeamRole } from '../../../accounts/team.ts';

export const teamInvitation = {
  title: (team: string) => `Join ${team}`,
  lead: 'You are invited to join this team.',
  may: {
    developer: 'You will see and change its applications, as if they were yours.',
    manager: 'You will see and change its applications, as if they were yours, and say who is in the team.',
  } satisfies Record<TeamRole, string>,
  see: 'Everybody in it sees your name and address.',
  signedInAs: 'You are signed in as',
  join: 'Join the team',
  useAnother: 'Use another account',
  other: (email: string) => `The invitation is for ${email}. Sign in with that address to take it up.`,
  notNow: 'Not now',
};
