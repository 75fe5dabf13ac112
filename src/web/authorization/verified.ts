import type { Client } from '../../oauth/model/client.ts';

/** Whether an administrator stands for the application: by having approved it, by marking it as trusted, or by owning it. */
export function isVerified({ verified, trusted, owner }: Client): boolean {
  return verified || trusted || (owner.kind === 'person' && owner.isAdmin);
}
