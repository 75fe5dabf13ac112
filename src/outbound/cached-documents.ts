import type { CachedDocuments, FetchDocument, FetchedDocument, OutboundFailure } from '../oauth/model/outbound.ts';

type Answer = FetchedDocument | OutboundFailure;
type Kept = {
  readonly document: FetchedDocument;
  readonly until: number;
  refreshedAt: number;
  refreshing?: Promise<Answer>;
};

const SHORTEST = 60; // seconds, whatever its server says
const LONGEST = 3600;
const UNSAID = 300;
const BETWEEN_REFRESHES = 60_000; // milliseconds

/** Keeps what was fetched in this process, for a minute to an hour as its server says; the least recently used leave first. */
export function cachedDocuments({
  fetchDocument,
  now,
  most = 500,
}: {
  readonly fetchDocument: FetchDocument;
  readonly now: () => Date;
  readonly most?: number;
}): CachedDocuments {
  const kept = new Map<string, Kept>();

  async function fetch(url: string, refreshedAt: number): Promise<Answer> {
    const answer = await fetchDocument(url);
    if (answer.kind === 'failed') return answer;
    const seconds = Math.min(LONGEST, Math.max(SHORTEST, answer.maxAgeSeconds ?? UNSAID));
    keep(url, { document: answer, until: now().getTime() + seconds * 1000, refreshedAt });
    return answer;
  }

  function keep(url: string, entry: Kept): void {
    kept.delete(url);
    kept.set(url, entry);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  function fresh(url: string): Kept | undefined {
    const entry = kept.get(url);
    if (!entry) return undefined;
    if (entry.until <= now().getTime()) {
      kept.delete(url);
      return undefined;
    }
    keep(url, entry);
    return entry;
  }

  return {
    async get(url) {
      return fresh(url)?.document ?? fetch(url, Number.NEGATIVE_INFINITY);
    },
    async refresh(url) {
      const entry = fresh(url);
      if (!entry) return fetch(url, now().getTime());
      if (entry.refreshing !== undefined) return entry.refreshing;
      if (now().getTime() - entry.refreshedAt < BETWEEN_REFRESHES) return entry.document;
      entry.refreshedAt = now().getTime();
      // One that fails leaves what is kept, until it ends.
      entry.refreshing = fetch(url, entry.refreshedAt).then((answer) => {
        delete entry.refreshing;
        return answer.kind === 'failed' ? entry.document : answer;
      });
      return entry.refreshing;
    },
  };
}
