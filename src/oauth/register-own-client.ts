import { once } from '../events.ts';
import type { Mint } from '../secrets.ts';
import type { ClientRegistry, OwnerActor } from './model/client.ts';
import { MOST_APPLICATIONS, mintClient, type Registered, type Registration } from './register-client.ts';

/** `teamId`: the team of theirs that it is for; left out: themselves. */
type Own = Pick<Registration, 'settings' | 'inReview' | 'metadata'> & { readonly teamId?: string | undefined };

/**
 * Registers a client by its owner's own hand: a person who is not an administrator has at most MOST_APPLICATIONS, and an
 * intention that comes twice registers one (SentBefore). A team has as many; whoever is not in it registers nothing for it.
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

function ownedBy({ teamId, ...client }: Own, { ownerId }: OwnerActor): Registration {
  const owner = teamId === undefined ? { kind: 'person' as const, userId: ownerId } : { kind: 'team' as const, teamId };
  return { ...client, owner };
}
