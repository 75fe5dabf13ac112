import { once } from '../events.ts';
import type { Actor, OwnerActor } from '../oauth/model/client.ts';
import { MOST_APPLICATIONS } from '../oauth/register-client.ts';
import { AT_RANDOM, type Mint } from '../secrets.ts';
import type { ConsumerRegistry, ConsumerSettings } from './model/consumer.ts';

/** A registered consumer; `secret` is known here once. */
export type RegisteredConsumer = { readonly key: string; readonly secret: string };

/**
 * Registers settings that were checked, with a key and a secret of its own (RFC 5849 §3.1, RFC 5849 §3.4.2). An owner who is
 * not an administrator has at most MOST_APPLICATIONS; an intention that comes twice registers one (SentBefore).
 */
export async function registerConsumer(
  consumer: { readonly settings: ConsumerSettings; readonly inReview: boolean },
  by: OwnerActor,
  { consumers, mint = AT_RANDOM }: { readonly consumers: Pick<ConsumerRegistry, 'register'>; readonly mint?: Mint },
): Promise<RegisteredConsumer | 'too-many'> {
  const made = mintConsumer(mint);
  const stored = { ...consumer, ...made, ownerId: by.ownerId };
  return (await consumers.register(stored, once(by, mint), MOST_APPLICATIONS)) ? made : 'too-many';
}

/** What the same intention registered before; undefined where that is there no more. */
export async function consumerBefore(
  { ownerId }: OwnerActor,
  { consumers, mint }: { readonly consumers: Pick<ConsumerRegistry, 'findOwned'>; readonly mint: Mint },
): Promise<RegisteredConsumer | undefined> {
  const made = mintConsumer(mint);
  return (await consumers.findOwned(made.key, ownerId)) && made;
}

function mintConsumer(mint: Mint): RegisteredConsumer {
  return { key: `lk_ck_${mint.id('consumer')}`, secret: newConsumerSecret(mint) };
}

/** A secret that nobody can guess. */
export function newConsumerSecret(mint: Mint): string {
  return mint.secret('1s');
}

/**
 * Gives a consumer another secret and returns it; undefined where there is no such consumer to this keeper. An intention that
 * comes twice does it once (SentBefore).
 */
export async function rotateConsumerSecret(
  change: { readonly key: string; readonly by: Actor },
  { consumers, mint = AT_RANDOM }: { readonly consumers: Pick<ConsumerRegistry, 'rotateSecret'>; readonly mint?: Mint },
): Promise<string | undefined> {
  const secret = newConsumerSecret(mint);
  return (await consumers.rotateSecret(change.key, secret, once(change.by, mint))) ? secret : undefined;
}
