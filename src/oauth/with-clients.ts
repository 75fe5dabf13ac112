import type { ClientCache } from './client-cache.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';

/** Finds a client by its id; undefined: there is none. */
export type FindClient = (id: string) => Promise<Client | undefined>;

const TRIES = 3;

/**
 * Runs `work` with a client from the cache. Where a statement finds the client changed, or `work` refuses on the word
 * of a cached one that has changed, it runs again with what is true now: so a change counts at once, and every refusal
 * costs one look-up, whether the client exists or not.
 */
export async function withClients<T>(cache: ClientCache, work: (find: FindClient) => Promise<T>): Promise<T> {
  let used: Client | undefined;
  let cached = false;
  let find: FindClient = async (id) => {
    const found = await cache.find(id);
    used = found.client;
    cached = found.cached;
    return found.client;
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(find);
    } catch (error) {
      const stale = error instanceof StaleClient;
      if (stale && tries === TRIES) throw new OAuthError('temporarily-unavailable', undefined, { cause: error });
      const doubtful = cached && error instanceof OAuthError && !error.certain;
      if (!used || tries === TRIES || !(stale || doubtful)) throw error;
      const before = used;
      const now = await cache.refresh(before.id);
      if (!stale && now?.revision === before.revision) throw error;
      used = now;
      cached = false;
      find = async () => now;
    }
  }
}
