import type { Actor } from '../oauth/model/client.ts';
import { MOST_APPLICATIONS } from '../oauth/register-client.ts';
import { randomId, randomToken } from '../secrets.ts';
import type { ConsumerRegistry, ConsumerSettings } from './model/consumer.ts';

/** A registered consumer; `secret` is known here once. */
export type RegisteredConsumer = { readonly key: string; readonly secret: string };

/**
 * Registers settings that were checked, with a key and a secret of its own (RFC 5849 §3.1, RFC 5849 §3.4.2). An owner who is
 * no administrator has at most MOST_APPLICATIONS.
 */
export async function registerConsumer(
  consumer: { readonly ownerId: string; readonly settings: ConsumerSettings; readonly inReview: boolean },
  { consumers }: { readonly consumers: Pick<ConsumerRegistry, 'register'> },
): Promise<RegisteredConsumer | 'too-many'> {
  const registered = { key: `lk_ck_${randomId(22)}`, secret: randomToken('1s') };
  return (await consumers.register({ ...consumer, ...registered }, MOST_APPLICATIONS)) ? registered : 'too-many';
}

/** Gives a consumer another secret and returns it; undefined where there is no such consumer to this keeper. */
export async function rotateConsumerSecret(
  change: { readonly key: string; readonly by: Actor },
  { consumers }: { readonly consumers: Pick<ConsumerRegistry, 'rotateSecret'> },
): Promise<string | undefined> {
  const secret = randomToken('1s');
  return (await consumers.rotateSecret(change.key, secret, change.by)) ? secret : undefined;
}
