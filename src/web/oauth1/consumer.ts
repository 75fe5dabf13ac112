import type { OfClient } from '../applications/keeper.ts';
import { requireSession } from '../plugins/session.ts';
import { oauth1Page } from './oauth1-page.ts';
import { CONSUMERS } from './own-consumer.ts';
import { showConsumer } from './show-consumer.ts';

const PATH = `${CONSUMERS}/:id`;

/** One application of OAuth 1.0a: its key, its addresses, and what is registered. */
export const consumer = oauth1Page('consumer', PATH, (app, deps) => {
  app.get<OfClient>(PATH, async (request, reply) => {
    const session = await requireSession(request, reply);
    return session ? showConsumer(request, reply, deps, session, request.params.id) : reply;
  });
});
