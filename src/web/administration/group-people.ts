import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Group, GroupKeeper } from '../../accounts/group.ts';
import type { Deps } from '../../deps.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { personTyped } from './groups.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** What is wrong beside the field for a person. */
export type PeopleShown = Shown & { readonly wrongPerson?: string };

type Answer = Promise<FastifyReply> | FastifyReply;
type Post<About> = (to: string, act: (request: FastifyRequest, reply: FastifyReply, about: About) => Answer) => void;

/** The two forms about people that the pages of a group have: one more, and one less. `path` is where they are mounted. */
export function peopleForms<About>(
  post: Post<About>,
  path: string,
  page: {
    readonly group: (about: About) => Group;
    readonly keeper: (request: FastifyRequest, about: About) => GroupKeeper;
    readonly pathOf: (id: string) => string;
    readonly view: (request: FastifyRequest, reply: FastifyReply, about: About, shown: PeopleShown) => Answer;
  },
  deps: Pick<Deps, 'groups' | 'users'>,
) {
  post(`${path}/people`, async (request, reply, about) => {
    const { id } = page.group(about);
    const person = await personTyped(request.words, field(formOf(request), 'email'), deps);
    if ('error' in person) return page.view(request, reply, about, { status: 422, wrongPerson: person.error });
    await deps.groups.addPerson(id, person.user.id, page.keeper(request, about)); // who is in it stays in it
    return reply.redirect(`${page.pathOf(id)}?done=person-added`, 303);
  });
  post(`${path}/people/remove`, async (request, reply, about) => {
    const { id } = page.group(about);
    await deps.groups.removePerson(id, field(formOf(request), 'person'), page.keeper(request, about));
    return reply.redirect(`${page.pathOf(id)}?done=person-removed`, 303);
  });
}

/** Who is in a group, for views/partials/group-people.eta. */
export async function peopleValues(
  request: FastifyRequest,
  group: Group,
  place: { readonly path: string; readonly pathOfPerson?: (id: string) => string; readonly wrong?: string | undefined },
  deps: Pick<Deps, 'groups'>,
) {
  const query = queryOf(request);
  const search = field(query, 'q').trim().slice(0, MOST_TYPED);
  const after = field(query, 'after');
  const { people, next } = await deps.groups.members(group.id, {
    size: SIZE,
    search,
    after: after === '' ? undefined : after,
  });
  const pathOf = (more: Readonly<Record<string, string>>) => {
    const given = new URLSearchParams(Object.entries(more).filter(([, value]) => value !== ''));
    return given.size === 0 ? place.path : `${place.path}?${given}`;
  };
  const text = request.words['group-people'];
  return {
    words: text,
    search,
    searchable: search !== '' || after !== '' || next !== undefined,
    list: people.map(({ id, name, email, disabledAt }) => ({
      id,
      name,
      email,
      disabled: disabledAt !== undefined,
      path: place.pathOfPerson?.(id),
    })),
    firstPath: after === '' ? undefined : pathOf({ q: search }),
    nextPath: next === undefined ? undefined : pathOf({ q: search, after: next }),
    field: {
      id: 'email',
      label: text.add,
      hint: text.addHint,
      type: 'email',
      value: field(formOf(request), 'email'),
      error: place.wrong,
    },
  };
}
