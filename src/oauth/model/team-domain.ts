import type { OwnerActor } from './client.ts';

/** A domain that a team says is its own. */
export type TeamDomain = {
  readonly id: string;
  readonly domain: string;
  /** The line that the file on it must have. */
  readonly line: string;
  /** Until then what lies below it may be a preview's; undefined: it is not proved, or was too long ago. */
  readonly verifiedUntil: Date | undefined;
  /** When it was looked at last. */
  readonly checkedAt: Date | undefined;
};

/** Domains of teams, for their managers: each act is one transaction. */
export type TeamDomainStore = {
  list(teamId: string): Promise<readonly TeamDomain[]>;
  /** Undefined: it is not theirs to do, or the team has its domains. One that is there stays as it is. */
  add(teamId: string, domain: string, by: OwnerActor): Promise<TeamDomain | undefined>;
  find(teamId: string, id: string): Promise<TeamDomain | undefined>;
  /** What was found in its file: `proved` counts from now on, anything else leaves what was. */
  checked(teamId: string, id: string, proved: boolean, by: OwnerActor): Promise<boolean>;
  remove(teamId: string, id: string, by: OwnerActor): Promise<boolean>;
};

export const MOST_DOMAINS = 20;

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`);

/** A name of a host as it is compared, of two parts at least and no number; undefined: it is none. */
export function readDomain(typed: string): string | undefined {
  const domain = typed.trim().toLowerCase();
  return domain.length <= 253 && DOMAIN.test(domain) ? domain : undefined;
}

/** What its file has on a line of its own. */
export function domainLine(token: string): string {
  return `latchkey-domain=${token}`;
}

/** Where the file is. */
export function domainFile(domain: string): string {
  return `https://${domain}/.well-known/latchkey-domain`;
}
