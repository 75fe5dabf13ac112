import { APPLICATIONS, badgeOf, mayRegister, pageNumber, pager } from '../applications/own-application.ts';
import { timeAgo } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import { show } from '../frame/show.ts';
import { requireSession } from '../plugins/session.ts';
import { oauth1Page } from './oauth1-page.ts';
import { CONSUMERS, pathOfConsumer, protocolTabs } from './own-consumer.ts';

const SIZE = 20;

/** The applications of OAuth 1.0a that a person has registered: its libraries call them consumers. */
export const consumers = oauth1Page('consumers', CONSUMERS, (app, deps) => {
  app.get(CONSUMERS, async (request, reply) => {
    const session = await requireSession(request, reply);
    if (!session) return reply;
    const page = pageNumber(request);
    const listed = await deps.oauth1.consumers.listOwned(session.user.id, { page, size: SIZE });
    if (listed.consumers.length === 0 && page > 1) return reply.redirect(CONSUMERS, 303);
    const now = deps.now();
    const deleted = takeDone(request, reply) === 'deleted';
    const may = mayRegister(session, deps.registration);
    const text = request.words.consumers;
    return show(request, reply, 'consumers', {
      title: text.title,
      current: 'applications',
      values: {
        tabs: protocolTabs(request.words, 'oauth1'),
        notice: deleted ? { kind: 'success', text: text.deleted } : undefined,
        newPath: may ? `${CONSUMERS}/new` : undefined,
        newOAuth2: may ? `${APPLICATIONS}/new` : undefined,
        consumers: listed.consumers.map((consumer) => ({
          key: consumer.key,
          name: consumer.name,
          path: pathOfConsumer(consumer.key),
          scopes: consumer.scopes,
          badge: badgeOf(request.words, consumer),
          lastUsed: consumer.lastUsedAt && timeAgo(request.words, consumer.lastUsedAt, now),
        })),
        pager: pager(request.words, CONSUMERS, page, SIZE, listed.consumers.length, listed.total),
        pagerWords: request.words.applications,
      },
    });
  });
});
