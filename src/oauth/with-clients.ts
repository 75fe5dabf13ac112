import type { ClientCache } from './client-cache.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';

const TRIES = 3;

/**
 * Runs `work` with clients from the cache. Where that refuses, and a client that it used has changed since, or where
 * a statement found it changed, the work is done again with what is true now: so a change counts at once, and a client
 * that did not change costs no look-up.
 */
export async function withClients<T>(
  cache: ClientCache,
  work: (find: (id: string) => Promise<Client | undefined>) => Promise<T>,
): Promise<T> {
  let used: Client | undefined;
  let find = async (id: string) => {
    used = await cache.find(id);
    return used;
  };
  for (let tries = 1; ; tries += 1) {
    try {
      return await work(find);
    } catch (error) {
      const stale = error instanceof StaleClient;
      if (!stale && !(error instanceof OAuthError)) throw error;
      if (!used || tries === TRIES) throw error;
      const before = used;
      const now = await cache.refresh(before.id);
      if (!stale && now?.revision === before.revision) throw error;
      used = now;
      find = async (id) => (id === before.id ? now : cache.find(id));
    }
  }
}
