import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { OfClient, Place } from './keeper.ts';
import { APPLICATIONS, ownApplication, ownPlace } from './own-application.ts';
import { catalogueFor, shownRefusals } from './refusals.ts';
import { headOf } from './show-application.ts';

const MOST = 50;

/** All that an application sent lately and that was refused. */
export const applicationRefusals: Page = {
  name: 'application-refusals',
  path: `${APPLICATIONS}/:id/refusals`,
  mount(app, deps) {
    app.get<OfClient>(applicationRefusals.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      return showRefusals(request, reply, deps, client, {
        place: ownPlace(request.words, client),
        head: headOf(request.words, client, 'refusals'),
      });
    });
  },
};

/** Answers with what was refused to an application, under a head that goes with the place of the page. */
export async function showRefusals(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'refusals' | 'activity' | 'scopes' | 'now'>,
  client: Client,
  { place, head }: { readonly place: Place; readonly head: Readonly<Record<string, unknown>> },
): Promise<FastifyReply> {
  const [refusals, { lastIssuedAt }] = await Promise.all([
    deps.refusals.list(client.id, MOST),
    deps.activity.summary(client.id, 1),
  ]);
  const known = { now: deps.now(), issuedAt: lastIssuedAt, place, catalogue: await catalogueFor(refusals, deps) };
  return show(request, reply, 'application-refusals', {
    title: request.words['application-refusals'].title(client.name),
    current: place.current,
    values: { ...head, refusals: shownRefusals(request.words, refusals, client, known) },
  });
}
