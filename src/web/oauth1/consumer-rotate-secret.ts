import { rotateConsumerSecret } from '../../oauth1/register-consumer.ts';
import { redirectWithSecret } from '../applications/new-secret.ts';
import { asOwner } from '../applications/own-application.ts';
import { mintOf } from '../frame/once.ts';
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
    const secret = await rotateConsumerSecret({ key, by: asOwner(request, session) }, { ...deps.oauth1, mint });
    if (secret === undefined) throw new PageError('notFound'); // deleted meanwhile
    const made = { id: key, path: pathOfConsumer(key), secret: { kind: 'rotated', value: secret } } as const;
    return redirectWithSecret(reply, deps, session, made);
  },
);
