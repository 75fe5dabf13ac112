import { once } from '../events.ts';
import { AT_RANDOM, digest, type Mint, randomSecret } from '../secrets.ts';
import type { OpenInvitation, TeamKeeper, TeamRole, TeamStore } from './team.ts';

type Invited = { readonly email: string; readonly emailCanonical: string; readonly role: TeamRole };

/**
 * Invites somebody with a link that is shown once: its token, or undefined where TeamStore.invite says so. An intention that comes
 * twice invites once (SentBefore).
 */
export async function inviteByLink(
  teamId: string,
  invited: Invited,
  by: TeamKeeper,
  { teams, mint = AT_RANDOM }: { readonly teams: Pick<TeamStore, 'invite'>; readonly mint?: Mint },
): Promise<string | undefined> {
  const token = invitationToken(teamId, invited, mint);
  const id = await teams.invite(teamId, { ...invited, hash: digest(token) }, once(by, mint));
  return id && token;
}

/** The token that the same intention made before; undefined where it was used, withdrawn or replaced. */
export async function invitedBefore(
  teamId: string,
  invited: Invited,
  { teams, mint }: { readonly teams: Pick<TeamStore, 'findInvitation'>; readonly mint: Mint },
): Promise<string | undefined> {
  const token = invitationToken(teamId, invited, mint);
  return (await teams.findInvitation(digest(token))) && token;
}

function invitationToken(teamId: string, { emailCanonical }: Invited, mint: Mint): string {
  return mint.value(`team-invitation ${teamId} ${emailCanonical}`);
}

/** What the mail of an invitation says, with the token that its link gets now; undefined: it is there no more. */
export async function issueTeamInvitation(
  invitationId: string,
  { teams }: { readonly teams: Pick<TeamStore, 'seal'> },
): Promise<(OpenInvitation & { readonly token: string }) | undefined> {
  const token = randomSecret();
  const open = await teams.seal(invitationId, digest(token));
  return open && { ...open, token };
}

/** What an invitation is to; undefined: it was used, is too old, or never was. */
export function findTeamInvitation(
  token: string,
  { teams }: { readonly teams: Pick<TeamStore, 'findInvitation'> },
): Promise<OpenInvitation | undefined> {
  return teams.findInvitation(digest(token));
}

/** Takes it up, as somebody who has the address that was invited; undefined: it is not there, or not for them. */
export function joinTeam(
  token: string,
  by: Parameters<TeamStore['accept']>[1],
  { teams }: { readonly teams: Pick<TeamStore, 'accept'> },
): ReturnType<TeamStore['accept']> {
  return teams.accept(digest(token), by);
}

/** Where an invitation leads to. */
export function teamInvitationLink(issuer: string, token: string): string {
  return `${issuer}/teams/invitation?token=${token}`;
}
