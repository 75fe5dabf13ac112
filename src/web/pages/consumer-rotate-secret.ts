import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { rotateConsumerSecret } from '../../oauth1/register-consumer.ts';
import { recordClient } from '../applications.ts';
import { CONSUMERS, ownConsumerAgain, pathOfConsumer } from '../consumers.ts';
import type { Notice } from '../notice.ts';
import { oauth1Page } from '../oauth1-page.ts';
import { PageError } from '../page-error.ts';
import { show } from '../show.ts';
import { showConsumer } from '../show-consumer.ts';
import { words } from '../words/index.ts';

const text = words['consumer-rotate-secret'];
const PATH = `${CONSUMERS}/:id/rotate-secret`;

/** Gives an application of OAuth 1.0a another secret, after the person proved again who they are. */
export const consumerRotateSecret = oauth1Page('consumer-rotate-secret', PATH, (app, deps) => {
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
    const secret = await rotateConsumerSecret({ key, by: { ownerId: session.user.id } }, deps.oauth1);
    if (secret === undefined) throw new PageError('notFound'); // deleted meanwhile
    await recordClient(deps, request, session, 'client.secret_rotated', key, 'at once');
    return showConsumer(request, reply, deps, session, key, { kind: 'rotated', value: secret });
  });
});

function form(request: FastifyRequest, reply: FastifyReply, consumer: Consumer, status: number, notice?: Notice) {
  return show(request, reply, 'consumer-rotate-secret', {
    title: text.title(consumer.name),
    status,
    current: 'applications',
    values: { notice, application: consumer.name, path: pathOfConsumer(consumer.key) },
  });
}
