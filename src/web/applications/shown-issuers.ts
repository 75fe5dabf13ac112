import { JWT_BEARER_GRANT } from '../../oauth/grants/jwt-bearer.ts';
import type { Client } from '../../oauth/model/client.ts';

import type { Words } from '../words/index.ts';

/** Whom an application trusts to speak for it (RFC 7523 §2.2) or to name people (RFC 7523 §2.1); undefined where it has no use for any. */
export function shownIssuers(words: Words, { id, grants, metadata }: Client) {
  const { workloads, peopleIssuers, issuerKeys } = metadata;
  const text = words['application-connection'];
  const written = (issuer: string) =>
    issuerKeys.some((each) => each.issuer === issuer) ? text.keysWritten : undefined;
  const issuers = [
    ...workloads.map(({ issuer, subject }) => ({ issuer, does: text.workload(subject), keys: written(issuer) })),
    ...peopleIssuers.map(({ issuer, by }) => ({ issuer, does: text.peopleBy[by], keys: written(issuer) })),
  ];
  if (issuers.length === 0 && !grants.includes(JWT_BEARER_GRANT)) return undefined;
  return { issuers, command: `latchkey app set ${id}` };
}
