import type { FastifyReply, FastifyRequest } from 'fastify';
import { formPage } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import { CONSUMERS, type OwnConsumer, ownConsumer, ownConsumerAgain, pathOfConsumer } from './own-consumer.ts';

type Name = 'consumer-delete' | 'consumer-rotate-secret';

/**
 * A page that asks before something is done to the person's own consumer for good, once they proved again who they are.
 * `act` does it and answers; the page stands at `/oauth1/applications/:id/<step>`.
 */
export function confirmConsumer(
  name: Name,
  step: string,
  act: (request: FastifyRequest, reply: FastifyReply, own: OwnConsumer, deps: OAuth1Deps) => Promise<FastifyReply>,
): Page {
  const path = `${CONSUMERS}/:id/${step}`;
  return oauth1Page(name, path, (app, deps) => {
    const post = formPage(app, path, {
      admit: (request, reply) => ownConsumer(request, reply, deps),
      change: (request, reply) => ownConsumerAgain(request, reply, deps),
      view: (request, reply, { consumer }, { status = 200, notice }) =>
        show(request, reply, name, {
          title: request.words[name].title(consumer.name),
          status,
          current: 'applications',
          values: { notice, application: consumer.name, path: pathOfConsumer(consumer.key) },
        }),
    });
    post(path, (request, reply, own) => act(request, reply, own, deps));
  });
}
