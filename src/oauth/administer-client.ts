import type { Administrator } from '../events.ts';
import { mintClientSecret } from './client-secret.ts';
import type { ClientChanges, ClientRegistry } from './model/client.ts';

/** `refused`: it would be public with something that needs a secret. `secret`: the one that it got, known here once. */
export type Administered =
  | { readonly outcome: 'changed'; readonly secret: string | undefined }
  | { readonly outcome: 'unknown' | 'refused' };

/**
 * Changes an application with an administrator's right, in one transaction: all of it, with its rows of the audit trail,
 * or nothing. One that becomes confidential gets a secret (RFC 6749 §2.1).
 */
export async function administerClient(
  id: string,
  changes: Omit<ClientChanges, 'secret'>,
  by: Administrator,
  { clients }: { readonly clients: Pick<ClientRegistry, 'administer'> },
): Promise<Administered> {
  const { value, stored } = mintClientSecret();
  const secret = changes.settings?.confidential ? stored : undefined;
  const changed = await clients.administer(id, { ...changes, secret }, by);
  return changed.outcome === 'changed'
    ? { outcome: 'changed', secret: changed.secretStored ? value : undefined }
    : changed;
}
