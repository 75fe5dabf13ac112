import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONSUMERS, type OwnConsumer, ownConsumerAgain, pathOfConsumer } from './consumers.ts';
import type { Notice } from './notice.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import type { Page } from './page.ts';
import { show } from './show.ts';
import { words } from './words/index.ts';

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
    const ask = async (request: FastifyRequest, reply: FastifyReply, status: number, notice?: Notice) => {
      const own = await ownConsumerAgain(request, reply, deps);
      if (!own) return reply;
      const { name: application, key } = own.consumer;
      return show(request, reply, name, {
        title: words[name].title(application),
        status,
        current: 'applications',
        values: { notice, application, path: pathOfConsumer(key) },
      });
    };
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      ask(request, reply, 403, { kind: 'warning', text: sentence });
    app.get(path, (request, reply) => ask(request, reply, 200));
    app.post(path, { config: { showAgain } }, async (request, reply) => {
      const own = await ownConsumerAgain(request, reply, deps);
      return own ? act(request, reply, own, deps) : reply;
    });
  });
}
