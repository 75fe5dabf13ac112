import { once } from '../events.ts';
import { AT_RANDOM, digestBase64url, type Mint } from '../secrets.ts';
import { mintClientSecret } from './client-secret.ts';
import { type NameProblem, nameProblem, tidyName } from './client-settings.ts';
import type { Actor } from './model/client.ts';
import type { ClientSecret } from './model/client-secret.ts';
import type { ClientSecretStore } from './model/client-secrets.ts';

/** From so many days on a secret counts as one that ends soon. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;
/** The longest life of a secret with an end of its own, in days. */
export const MOST_SECRET_DAYS = 3650;

export type AddedSecret = { readonly secret: string } | { readonly refused: NameProblem | 'too-many' | 'unknown' };

/**
 * Gives a confidential client one more secret, which is known here once. `seconds`: how long it works; undefined: until it is
 * ended. An intention that comes twice does it once (SentBefore).
 */
export async function addSecret(
  asked: {
    readonly clientId: string;
    readonly name: string;
    readonly seconds: number | undefined;
    readonly by: Actor;
  },
  { clientSecrets, mint = AT_RANDOM }: { readonly clientSecrets: Pick<ClientSecretStore, 'add'>; readonly mint?: Mint },
): Promise<AddedSecret> {
  const name = tidyName(asked.name);
  const refused = nameProblem(name);
  if (refused) return { refused };
  const { value, stored } = mintClientSecret(mint);
  const secret = { ...stored, name, seconds: asked.seconds };
  const outcome = await clientSecrets.add(asked.clientId, secret, once(asked.by, mint));
  return outcome === 'added' ? { secret: value } : { refused: outcome };
}

/** What names a secret in a form or a command: a digest of its digest, so that neither stands there. */
export function handleOf({ hash }: Pick<ClientSecret, 'hash'>): string {
  return digestBase64url(hash.toString('hex'));
}

/** Whether its owner should see to another one. One that was replaced is on its way out anyway. */
export function endsSoon({ name, expiresAt }: Pick<ClientSecret, 'name' | 'expiresAt'>, now: Date): boolean {
  return name !== undefined && expiresAt !== undefined && expiresAt.getTime() - now.getTime() < SOON_DAYS * DAY_MS;
}
