import { type Administrator, once } from '../events.ts';
import { AT_RANDOM, type Mint } from '../secrets.ts';
import { mintClientSecret } from './client-secret.ts';
import type { Actor, ClientRegistry, NewClient } from './model/client.ts';

/** A client_id: public, not a secret, of so many bits that nobody can walk through them (RFC 6749 §2.2). */
export function newClientId(mint: Mint = AT_RANDOM): string {
  return `lk_ci_${mint.id('client')}`;
}

/** A registered client; `secret` is known here once, and undefined for a public one. */
export type Registered = { readonly id: string; readonly secret: string | undefined };

/** How many applications a person registers of each protocol; administrators, and the command line, as many as they like. */
export const MOST_APPLICATIONS = 100;

/** How long the replaced secret of a client still works, in seconds (one day), unless it is ended at once. */
export const SECRET_OVERLAP_SECONDS = 86_400;

export type Registration = Pick<NewClient, 'owner' | 'settings' | 'inReview' | 'privileges' | 'metadata'>;
type Register = { readonly clients: Pick<ClientRegistry, 'register'> };

/** Registers settings that were checked, with an id and, for a confidential client, a secret (RFC 6749 §2.2). */
export async function registerClient(
  client: Registration,
  by: Administrator,
  { clients }: Register,
): Promise<Registered> {
  const { stored, registered } = mintClient(client);
  await clients.register(stored, by);
  return registered;
}

/** A client with its id and secret, before it is stored. */
export function mintClient(
  client: Registration,
  mint: Mint = AT_RANDOM,
): { readonly stored: NewClient; readonly registered: Registered } {
  const id = newClientId(mint);
  const secret = client.settings.confidential ? mintClientSecret(mint) : undefined;
  return { stored: { id, ...client, secret: secret?.stored }, registered: { id, secret: secret?.value } };
}

/**
 * Gives a confidential client another secret and returns it; undefined where there is no such client to this keeper.
 * `endOld`: the current one stops working at once, not after SECRET_OVERLAP_SECONDS. An intention that comes twice does it once
 * (SentBefore).
 */
export async function rotateSecret(
  change: { readonly clientId: string; readonly endOld: boolean; readonly by: Actor },
  { clients, mint = AT_RANDOM }: { readonly clients: Pick<ClientRegistry, 'rotateSecret'>; readonly mint?: Mint },
): Promise<string | undefined> {
  const { value, stored } = mintClientSecret(mint);
  const overlap = change.endOld ? 0 : SECRET_OVERLAP_SECONDS;
  return (await clients.rotateSecret(change.clientId, stored, overlap, once(change.by, mint))) ? value : undefined;
}
