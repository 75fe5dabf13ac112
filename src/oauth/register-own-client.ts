import { once } from '../events.ts';
import type { Mint } from '../secrets.ts';
import type { ClientRegistry, OwnerActor } from './model/client.ts';
import { MOST_APPLICATIONS, mintClient, type Registered, type Registration } from './register-client.ts';

type Own = Pick<Registration, 'settings' | 'inReview' | 'metadata'>;

/**
 * Registers a client by its owner's own hand: a person who is not an administrator has at most MOST_APPLICATIONS, and an
 * intention that comes twice registers one (SentBefore).
 */
export async function registerOwnClient(
  client: Own,
  by: OwnerActor,
  { clients, mint }: { readonly clients: Pick<ClientRegistry, 'register'>; readonly mint: Mint },
): Promise<Registered | 'too-many'> {
  const { stored, registered } = mintClient(ownedBy(client, by), mint);
  return (await clients.register(stored, once(by, mint), MOST_APPLICATIONS)) ? registered : 'too-many';
}

/** What the same intention registered before; undefined where that is there no more. */
export async function registeredBefore(
  client: Own,
  by: OwnerActor,
  { clients, mint }: { readonly clients: Pick<ClientRegistry, 'findOwned'>; readonly mint: Mint },
): Promise<Registered | undefined> {
  const { registered } = mintClient(ownedBy(client, by), mint);
  return (await clients.findOwned(registered.id, by.ownerId)) && registered;
}

function ownedBy(client: Own, { ownerId }: OwnerActor): Registration {
  return { ...client, owner: { kind: 'person', userId: ownerId } };
}
