import { newConsumerSecret, rotateConsumerSecret } from '../../oauth1/register-consumer.ts';
import { redirectToMade } from '../applications/new-secret.ts';
import { asOwner } from '../applications/own-application.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { confirmConsumer } from './confirm-consumer.ts';
import { pathOfConsumer } from './own-consumer.ts';

/** Gives an application of OAuth 1.0a another secret, after the person proved again who they are. */
export const consumerRotateSecret = confirmConsumer(
  'consumer-rotate-secret',
  'rotate-secret',
  async (request, reply, own, deps) => {
    const { session, consumer } = own;
    const { key } = consumer;
    const mint = mintOf(request, session, deps);
    const { made: secret, showsSecret } = await madeBy(
      rotateConsumerSecret({ key, by: asOwner(request, session) }, { ...deps.oauth1, mint }),
      async () => {
        const { signer } = await deps.oauth1.requestTokens.findConsumer(key);
        const before = newConsumerSecret(mint);
        return signer?.consumerSecret === before ? before : undefined;
      },
      deps.now,
    );
    if (secret === undefined) throw new PageError('notFound'); // deleted meanwhile
    const made = { id: key, path: pathOfConsumer(key), kind: 'rotated', secret, showsSecret } as const;
    return redirectToMade(reply, deps, session, made);
  },
);
