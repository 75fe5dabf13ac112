import { AT_RANDOM, type Mint } from '../oauth/made-once.ts';
import type { Actor, OwnerActor } from '../oauth/model/client.ts';
import { MOST_APPLICATIONS } from '../oauth/register-client.ts';
import type { ConsumerRegistry, ConsumerSettings } from './model/consumer.ts';

/** A registered consumer; `secret` is known here once. */
export type RegisteredConsumer = {
  readonly key: string;
  readonly secret: string;
  /** It was registered already, by the same intention, then. */
  readonly madeAt: Date | undefined;
};

/**
 * Registers settings that were checked, with a key and a secret of its own (RFC 5849 §3.1, RFC 5849 §3.4.2). An owner who is
 * not an administrator has at most MOST_APPLICATIONS; an intention that comes twice registers one.
 */
export async function registerConsumer(
  consumer: { readonly settings: ConsumerSettings; readonly inReview: boolean },
  by: OwnerActor,
  {
    consumers,
    mint = AT_RANDOM,
  }: { readonly consumers: Pick<ConsumerRegistry, 'register' | 'findOwned'>; readonly mint?: Mint },
): Promise<RegisteredConsumer | 'too-many'> {
  const made = { key: `lk_ck_${mint.id('consumer')}`, secret: mint.secret('1s') };
  const added = await consumers.register({ ...consumer, ...made, ownerId: by.ownerId }, by, MOST_APPLICATIONS);
  if (added) return { ...made, madeAt: undefined };
  const before = await consumers.findOwned(made.key, by.ownerId);
  return before ? { ...made, madeAt: before.createdAt } : 'too-many';
}

/** Gives a consumer another secret and returns it; undefined where there is no such consumer to this keeper. */
export async function rotateConsumerSecret(
  change: { readonly key: string; readonly by: Actor },
  { consumers, mint = AT_RANDOM }: { readonly consumers: Pick<ConsumerRegistry, 'rotateSecret'>; readonly mint?: Mint },
): Promise<string | undefined> {
  const secret = mint.secret('1s');
  return (await consumers.rotateSecret(change.key, secret, change.by)) ? secret : undefined;
}
