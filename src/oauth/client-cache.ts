import type { Client, ClientStore } from './model/client.ts';

/**
 * Clients for a moment: at most `most` of them, each for `seconds`. Nothing is decided on a cached client alone: what
 * issues compares its revision in the same statement, and what refuses looks again (see `withClients`).
 */
export type ClientCache = {
  /** From the cache where it is fresh, else from the store. */
  find(id: string): Promise<{ readonly client: Client | undefined; readonly cached: boolean }>;
  /** From the store, and into the cache. */
  refresh(id: string): Promise<Client | undefined>;
};

export function clientCache(
  store: Pick<ClientStore, 'find'>,
  { most = 1000, seconds = 1, clock = () => performance.now() } = {},
): ClientCache {
  const entries = new Map<string, { readonly client: Client; readonly until: number }>();
  const refresh = async (id: string) => {
    const client = await store.find(id);
    entries.delete(id);
    if (client) {
      const [oldest] = entries.keys();
      if (entries.size >= most && oldest !== undefined) entries.delete(oldest);
      entries.set(id, { client, until: clock() + seconds * 1000 });
    }
    return client;
  };
  return {
    refresh,
    async find(id) {
      const entry = entries.get(id);
      if (entry && entry.until > clock()) return { client: entry.client, cached: true };
      return { client: await refresh(id), cached: false };
    },
  };
}

/** The same without a memory: what is shown to a person is what is true now. */
export function asItIsNow({ refresh }: ClientCache): ClientCache {
  return { refresh, find: async (id) => ({ client: await refresh(id), cached: false }) };
}
