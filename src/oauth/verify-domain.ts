import type { FetchText, OutboundFault } from './model/outbound.ts';
import { domainFile, type TeamDomain } from './model/team-domain.ts';

const MOST_BYTES = 10 * 1024;

/** `no-line`: there is a file, and it has not this line. */
export type DomainChecked = 'proved' | 'no-line' | OutboundFault;

/** Looks for the line in the file on the domain: whoever put it there has the domain. Nothing but its host is reached, and no redirect is followed. */
export async function checkDomain(
  { domain, line }: Pick<TeamDomain, 'domain' | 'line'>,
  { outbound }: { readonly outbound: { readonly fetchText: FetchText } },
): Promise<DomainChecked> {
  const answer = await outbound.fetchText(domainFile(domain), { accept: 'text/plain', mostBytes: MOST_BYTES });
  if (answer.kind === 'failed') return answer.fault;
  return answer.text.split(/\r\n|\r|\n/).some((each) => each.trim() === line) ? 'proved' : 'no-line';
}
