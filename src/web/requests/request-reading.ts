import type { Deps } from '../../deps.ts';
import type { Reading } from '../../oauth/read-request.ts';
import { translator } from '../dialects.ts';

export type ReadingDeps = Pick<Deps, 'dialects' | 'now' | 'pushedRequests' | 'issuer' | 'outbound'>;

/** What authorization requests are read with, wherever they are. */
export function requestReading(deps: ReadingDeps): Reading {
  const { issuer, now, outbound, pushedRequests } = deps;
  return {
    translate: translator(deps),
    issuer,
    now,
    documents: outbound.documents,
    fetchText: outbound.fetchText,
    pushedRequests,
  };
}
