import { issuerKeys } from './issuer-keys.ts';
import type { Client } from './model/client.ts';
import type { Workload } from './model/client-metadata.ts';
import type { CachedDocuments } from './model/outbound.ts';
import { type Claims, JwtRefused, readJwt, verifyJwt } from './verify-jwt.ts';

const LONGEST_SECONDS = 86_400; // a token of Kubernetes lives for hours, and is used again until another is mounted

/** The token is of no workload that the application trusts. `sent`: its issuer, subject and audience. */
export class WorkloadRefused extends Error {
  readonly sent: string;

  constructor({ iss, sub, aud }: Claims) {
    super('a token of no trusted workload');
    this.name = 'WorkloadRefused';
    this.sent = [iss, sub, aud]
      .map((claim) => (typeof claim === 'string' ? claim : JSON.stringify(claim)))
      .join(' ')
      .slice(0, 200);
  }
}

/**
 * Checks a token of somebody else's issuer - a CI system, a cluster - that stands for this client (RFC 7523 §3): its issuer, subject and
 * audience are what an administrator wrote down, its keys are those that the issuer
 * publishes, or that stand there too. It may come again, as such tokens do. Throws
 * JwtRefused or WorkloadRefused.
 */
export async function checkWorkload(
  { metadata }: Pick<Client, 'metadata'>,
  token: string,
  { now, documents }: { readonly now: Date; readonly documents: CachedDocuments },
): Promise<Claims> {
  // Nothing is fetched for an issuer that nobody trusts.
  const said = readJwt(token).claims;
  const trusted = metadata.workloads.find((workload) => fits(said, workload));
  if (!trusted) throw new WorkloadRefused(said);
  const { claims } = await verifyJwt(token, {
    keysOf: issuerKeys(metadata, trusted.issuer, documents),
    types: [undefined, 'jwt'],
    now,
  });
  const { exp } = claims;
  if (typeof exp !== 'number' || exp > now.getTime() / 1000 + LONGEST_SECONDS) throw new JwtRefused('claims', 'exp');
  return claims;
}

/** One audience: in a list another server could be named too, which would send it on. */
function fits({ iss, sub, aud }: Claims, { issuer, subject, audience }: Workload): boolean {
  const [only, ...others] = Array.isArray(aud) ? aud : [aud];
  if (iss !== issuer || only !== audience || others.length > 0 || typeof sub !== 'string') return false;
  return subject.endsWith('*') ? sub.startsWith(subject.slice(0, -1)) : sub === subject;
}
