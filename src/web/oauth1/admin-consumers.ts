import { ADMIN_CONSUMERS } from '../administration/administration.ts';
import { badgeOf, pageNumber, pager } from '../applications/own-application.ts';
import { timeAgo } from '../frame/dates.ts';
import { show } from '../frame/show.ts';
import { requireAdmin } from '../plugins/session.ts';
import { oauth1Page } from './oauth1-page.ts';

const SIZE = 50;

/** Every application of OAuth 1.0a, for administrators. */
export const adminConsumers = oauth1Page('admin-consumers', ADMIN_CONSUMERS, (app, deps) => {
  app.get(ADMIN_CONSUMERS, async (request, reply) => {
    const session = await requireAdmin(request, reply);
    if (!session) return reply;
    const page = pageNumber(request);
    const { consumers, total } = await deps.oauth1.consumers.list({ page, size: SIZE });
    if (consumers.length === 0 && page > 1) return reply.redirect(ADMIN_CONSUMERS, 303);
    const now = deps.now();
    return show(request, reply, 'admin-consumers', {
      title: request.words['admin-consumers'].title,
      current: 'administration',
      values: {
        consumers: consumers.map((consumer) => ({
          key: consumer.key,
          name: consumer.name,
          path: `${ADMIN_CONSUMERS}/${encodeURIComponent(consumer.key)}`,
          owner: consumer.ownerName ?? request.words.applications.nobodyBut.person,
          badge: badgeOf(request.words, consumer),
          plaintext: consumer.plaintextAllowed,
          tokens: consumer.tokens,
          lastUsed: consumer.lastUsedAt && timeAgo(request.words, consumer.lastUsedAt, now),
        })),
        pager: pager(request.words, ADMIN_CONSUMERS, page, SIZE, consumers.length, total),
        pagerWords: request.words.applications,
      },
    });
  });
});
