import type { Mint } from './made-once.ts';
import type { ClientRegistry, OwnerActor } from './model/client.ts';
import { MOST_APPLICATIONS, mintClient, type Registered, type Registration } from './register-client.ts';

/** `madeAt`: it was registered already, by the same intention, then. */
export type RegisteredOnce = Registered & { readonly madeAt: Date | undefined };

/**
 * Registers a client by its owner's own hand: a person who is not an administrator has at most MOST_APPLICATIONS, and an
 * intention that comes twice registers one.
 */
export async function registerOwnClient(
  client: Pick<Registration, 'settings' | 'inReview'>,
  by: OwnerActor,
  { clients, mint }: { readonly clients: Pick<ClientRegistry, 'register' | 'findOwned'>; readonly mint: Mint },
): Promise<RegisteredOnce | 'too-many'> {
  const { stored, registered } = mintClient({ ...client, owner: { kind: 'person', userId: by.ownerId } }, mint);
  if (await clients.register(stored, by, MOST_APPLICATIONS)) return { ...registered, madeAt: undefined };
  const before = await clients.findOwned(stored.id, by.ownerId);
  return before ? { ...registered, madeAt: before.createdAt } : 'too-many';
}
