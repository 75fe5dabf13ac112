import type { Client } from '../../oauth/model/client.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { type ShownTime, timeAgo } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { protocolTabs } from '../oauth1/own-consumer.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { tileOf } from './logos.ts';
import { APPLICATIONS, badgeOf, mayRegister, pageNumber, pager, pathOfApplication } from './own-application.ts';
import { refusedLately } from './refusals.ts';

const SIZE = 20;

/** The applications that a person has registered. */
export const applications: Page = {
  name: 'applications',
  path: APPLICATIONS,
  mount(app, deps) {
    app.get(applications.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const page = pageNumber(request);
      const { clients, total } = await deps.clients.listKept(session.user.id, { page, size: SIZE });
      if (clients.length === 0 && page > 1) return reply.redirect(applications.path, 303);
      const now = deps.now();
      const refused = await deps.refusals.latest(clients.map(({ id }) => id));
      const offered = await deps.clientOffers.listFor(session.user.id);
      const deleted = takeDone(request, reply) === 'deleted';
      const text = request.words.applications;
      return show(request, reply, 'applications', {
        title: text.title,
        current: 'applications',
        values: {
          tabs: deps.oauth1 && protocolTabs(request.words, 'oauth2'),
          lists: request.words.consumers.lists,
          notice: deleted ? { kind: 'success', text: text.done.deleted } : undefined,
          offers: offersNotice(request.words, offered.length),
          newPath: mayRegister(session, deps.registration) ? `${APPLICATIONS}/new` : undefined,
          applications: clients.map((client) => ({
            id: client.id,
            name: client.name,
            initial: initialOf(client.name),
            logo: tileOf(client.logo, 'small'),
            path: pathOfApplication(client.id),
            team: client.owner.kind === 'team' ? client.owner.name : undefined,
            scopes: client.scopes,
            badge: badgeOf(request.words, client),
            refused: refusedLink(request.words, client, refusedLately(request.words, refused.get(client.id), now)),
            lastUsed: client.lastUsedAt && timeAgo(request.words, client.lastUsedAt, now),
          })),
          pager: pager(request.words, applications.path, page, SIZE, clients.length, total),
          pagerWords: text,
        },
      });
    });
  },
};

/** Leads from the list to what was refused lately: whoever looks for the reason begins here. */
function refusedLink(words: Words, { id, name }: Pick<Client, 'id' | 'name'>, at: ShownTime | undefined) {
  const text = words.applications;
  return (
    at && {
      href: pathOfApplication(id, 'refusals'),
      text: text.refused(at.text),
      label: text.refusedOne(at.text, name),
    }
  );
}

function offersNotice(words: Words, count: number): Notice | undefined {
  const text = words.applications;
  const link = { href: `${APPLICATIONS}/offers`, text: text.seeOffers };
  return count === 0 ? undefined : { kind: 'information', text: text.offers(count), link };
}
