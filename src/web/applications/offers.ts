import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { MOST_APPLICATIONS } from '../../oauth/register-client.ts';
import { dayOf } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { APPLICATIONS, asOwner, pathOfApplication } from './own-application.ts';

/** The applications that are offered to a person, or to a team that they manage. */
export const offers: Page = {
  name: 'offers',
  path: `${APPLICATIONS}/offers`,
  mount(app, deps) {
    const post = formPage(app, offers.path, {
      admit: requireSession,
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
      done: (words) => words.offers.done,
    });
    post(`${offers.path}/accept`, async (request, reply, session) => {
      const offer = field(formOf(request), 'offer');
      const accepted = await deps.clientOffers.accept(offer, asOwner(request, session), MOST_APPLICATIONS);
      if (typeof accepted === 'object') {
        return reply.redirect(`${pathOfApplication(accepted.clientId)}?done=accepted`, 303);
      }
      const text = request.words.offers.refused[accepted];
      return page(request, reply, deps, session, { status: 409, notice: { kind: 'warning', text } });
    });
    post(`${offers.path}/decline`, async (request, reply, session) => {
      await deps.clientOffers.decline(field(formOf(request), 'offer'), asOwner(request, session));
      return reply.redirect(`${offers.path}?done=declined`, 303);
    });
  },
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'clientOffers'>,
  session: Session,
  { status = 200, notice }: Shown,
) {
  const { words } = request;
  const text = words.offers;
  const offered = await deps.clientOffers.listFor(session.user.id);
  return show(request, reply, 'offers', {
    title: text.title,
    status,
    current: 'applications',
    values: {
      notice,
      offers: offered.map(({ id, client, from, team, expiresAt }) => ({
        id,
        name: client.name,
        host: client.homepage && new URL(client.homepage).host,
        from: text.from(from ?? words.applications.nobody),
        to: team && text.toTeam(team.name),
        ends: dayOf(words, expiresAt),
        acceptOne: text.acceptOne(client.name),
        declineOne: text.declineOne(client.name),
      })),
    },
  });
}
