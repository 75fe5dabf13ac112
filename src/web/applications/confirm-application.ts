import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { formPage } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Keeper, OfClient, OwnApplication, Place } from './keeper.ts';

type Name = 'application-delete' | 'application-revoke-all';

/**
 * A page that asks before something of an application ends for good, for whoever may end it and proved again who they are, and
 * says how many people it means. `act` does it and answers.
 */
export function confirmApplication(
  app: FastifyInstance,
  deps: Pick<Deps, 'activity'>,
  { name, path, keeper }: { readonly name: Name; readonly path: string; readonly keeper: Keeper },
  act: (request: FastifyRequest, reply: FastifyReply, own: OwnApplication, place: Place) => Promise<FastifyReply>,
): void {
  const post = formPage<OfClient, OwnApplication>(app, path, {
    admit: keeper.admit,
    change: keeper.admitAgain,
    async view(request, reply, { client }, { status = 200, notice }) {
      const { current, path: application, crumbs } = keeper.placeOf(request.words, client);
      const { people } = await deps.activity.summary(client.id, 1);
      const text = request.words[name];
      return show(request, reply, name, {
        title: text.title(client.name),
        status,
        current,
        values: {
          notice,
          lead: text.lead(text.people(countOf(request.words, people), people === 1), people),
          breadcrumb: text.breadcrumb,
          crumbs,
          here: text.here,
          path: application,
        },
      });
    },
  });
  post(path, (request, reply, own) => act(request, reply, own, keeper.placeOf(request.words, own.client)));
}
