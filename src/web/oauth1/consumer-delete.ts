import { asOwner } from '../applications/own-application.ts';
import { PageError } from '../frame/page-error.ts';
import { confirmConsumer } from './confirm-consumer.ts';
import { CONSUMERS } from './own-consumer.ts';

/** Deletes an application of OAuth 1.0a, after the person proved again who they are. */
export const consumerDelete = confirmConsumer('consumer-delete', 'delete', async (request, reply, own, deps) => {
  const { session, consumer } = own;
  const { key } = consumer;
  if (!(await deps.oauth1.consumers.delete(key, asOwner(request, session)))) throw new PageError('notFound');
  return reply.redirect(`${CONSUMERS}?done=deleted`, 303);
});
