import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Group } from '../../accounts/group.ts';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { type PeopleShown, peopleForms, peopleValues } from '../administration/group-people.ts';
import { formPage } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession, requireSession } from '../plugins/session.ts';

type OfGroup = { Params: { readonly id: string } };
type Own = { readonly session: Session; readonly group: Group };

/** A group for its owner, who says who is in it. Another's, like none, is 404 (S140). */
export const groupPage: Page = {
  name: 'group',
  path: '/groups/:id',
  mount(app, deps) {
    const own = async (request: FastifyRequest<OfGroup>, session: Session | undefined): Promise<Own | undefined> => {
      if (!session) return undefined;
      const group = await deps.groups.find(request.params.id);
      if (group?.owner?.id !== session.user.id) throw new PageError('notFound');
      return { session, group };
    };
    const post = formPage<OfGroup, Own>(app, groupPage.path, {
      admit: async (request, reply) => own(request, await requireSession(request, reply)),
      change: async (request, reply) => {
        const session = await request.findSession();
        if (session) await own(request, session); // another's is 404 before anybody is asked for a password
        return own(request, await requireRecentSession(request, reply, { now: deps.now() }));
      },
      view: (request, reply, about, shown) => page(request, reply, deps, about, shown),
      done: (words) => words.group.done,
    });
    peopleForms<Own>(
      post,
      groupPage.path,
      {
        group: ({ group }) => group,
        keeper: (request, { session }) => ({ ownerId: session.user.id, ...originOf(request) }),
        pathOf: pathOfOwnGroup,
        view: (request, reply, about, shown) => page(request, reply, deps, about, shown),
      },
      deps,
    );
  },
};

export function pathOfOwnGroup(id: string): string {
  return `/groups/${encodeURIComponent(id)}`;
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { group }: Own,
  { status = 200, notice, wrongPerson }: PeopleShown,
) {
  const path = pathOfOwnGroup(group.id);
  const [people, held] = await Promise.all([
    peopleValues(request, group, { path, wrong: wrongPerson }, deps),
    deps.groups.listHeld(group.id),
  ]);
  return show(request, reply, 'group', {
    title: group.name,
    status,
    current: 'start',
    values: {
      notice,
      path,
      name: group.name,
      description: group.description,
      people,
      held: held.map(({ name }) => name).join(', '),
      fields: { person: people.field },
    },
  });
}
