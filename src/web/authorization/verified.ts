import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';

/** Whether an administrator stands for the application: by having approved it, by marking it as trusted, or by owning it. */
export async function isVerified(client: Client, deps: Pick<Deps, 'users'>): Promise<boolean> {
  return client.verified || client.trusted || (await deps.users.find(client.ownerId))?.isAdmin === true;
}
