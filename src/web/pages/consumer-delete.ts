import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { recordClient } from '../applications.ts';
import { CONSUMERS, ownConsumerAgain, pathOfConsumer } from '../consumers.ts';
import type { Notice } from '../notice.ts';
import { oauth1Page } from '../oauth1-page.ts';
import { PageError } from '../page-error.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['consumer-delete'];
const PATH = `${CONSUMERS}/:id/delete`;

/** Deletes an application of OAuth 1.0a, after the person proved again who they are. */
export const consumerDelete = oauth1Page('consumer-delete', PATH, (app, deps) => {
  const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
    const own = await ownConsumerAgain(request, reply, deps);
    return own ? form(request, reply, own.consumer, 403, { kind: 'warning', text: sentence }) : reply;
  };
  app.get(PATH, async (request, reply) => {
    const own = await ownConsumerAgain(request, reply, deps);
    return own ? form(request, reply, own.consumer, 200) : reply;
  });
  app.post(PATH, { config: { showAgain } }, async (request, reply) => {
    const own = await ownConsumerAgain(request, reply, deps);
    if (!own) return reply;
    const {
      session,
      consumer: { key },
    } = own;
    if (!(await deps.oauth1.consumers.delete(key, { ownerId: session.user.id }))) throw new PageError('notFound');
    await recordClient(deps, request, session, 'client.deleted', key);
    return reply.redirect(`${CONSUMERS}?done=deleted`, 303);
  });
});

function form(request: FastifyRequest, reply: FastifyReply, consumer: Consumer, status: number, notice?: Notice) {
  return show(request, reply, 'consumer-delete', {
    title: text.title(consumer.name),
    status,
    current: 'applications',
    values: { notice, application: consumer.name, path: pathOfConsumer(consumer.key) },
  });
}
