import { ownerName } from '../../oauth/model/owner.ts';
import { tileOf } from '../applications/logos.ts';
import { badgeOf, pageNumber, pager } from '../applications/own-application.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { timeAgo } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { ADMIN_CONSUMERS, adminTabs, pathOfOwned, pathOfPerson, personById } from './administration.ts';
import { ADMIN_APPLICATIONS, pathOfAdminApplication } from './application-pages.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** Everything that is registered, for administrators. */
export const adminApplications: Page = {
  name: 'admin-applications',
  path: ADMIN_APPLICATIONS,
  mount(app, deps) {
    app.get(adminApplications.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const page = pageNumber(request);
      const query = queryOf(request);
      const owner = query.has('owner') ? await personById(field(query, 'owner'), deps) : undefined;
      const search = owner ? '' : field(query, 'q').trim().slice(0, MOST_TYPED);
      const path = owner ? pathOfOwned(owner.id) : pathOf(search);
      const { clients, total, exact } = owner
        ? await deps.clients.listOwned(owner.id, { page, size: SIZE })
        : await deps.clients.list({ page, size: SIZE, search });
      if (clients.length === 0 && page > 1) return reply.redirect(path, 303);
      const now = deps.now();
      const text = request.words['admin-applications'];
      return show(request, reply, 'admin-applications', {
        title: owner ? text.ownedTitle(owner.name) : text.title,
        current: 'administration',
        values: {
          tabs: adminTabs(request.words, 'applications'),
          notice: takeDone(request, reply) === 'deleted' ? { kind: 'success', text: text.deleted } : undefined,
          search,
          owner: owner && { name: owner.name, path: pathOfPerson(owner.id) },
          adminWords: request.words['admin-application'],
          consumersPath: owner ? undefined : deps.oauth1 && ADMIN_CONSUMERS,
          applications: clients.map((client) => ({
            id: client.id,
            name: client.name,
            initial: initialOf(client.name),
            logo: tileOf(client.logo, 'small'),
            path: pathOfAdminApplication(client.id),
            owner: ownerName(client) ?? request.words.applications.nobody,
            badge: badgeOf(request.words, client),
            privileges: [
              ...(client.verified ? [text.verified] : []),
              ...(client.trusted ? [text.trusted] : []),
              ...(client.resourceServer ? [text.resourceServer] : []),
            ],
            lastUsed: client.lastUsedAt && timeAgo(request.words, client.lastUsedAt, now),
          })),
          pager: pager(request.words, path, page, SIZE, clients.length, total, exact),
          pagerWords: request.words.applications,
        },
      });
    });
  },
};

function pathOf(search: string): string {
  return search === '' ? adminApplications.path : `${adminApplications.path}?${new URLSearchParams({ q: search })}`;
}
