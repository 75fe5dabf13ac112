import type { ListedPerson } from '../../accounts/listed-person.ts';
import { dayOf } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { adminTabs, PEOPLE, pathOfOwned, pathOfPerson, personBadge } from './administration.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** Everybody with an account, for administrators. */
export const adminPeople: Page = {
  name: 'admin-people',
  path: PEOPLE,
  mount(app, deps) {
    app.get(adminPeople.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const query = queryOf(request);
      const search = field(query, 'q').trim().slice(0, MOST_TYPED);
      const after = field(query, 'after');
      const withoutFactor = field(query, 'factor') === 'none';
      const factor = withoutFactor ? 'none' : '';
      const place = after === '' ? undefined : after;
      const found = await deps.people.list({ size: SIZE, search, after: place, withoutFactor });
      const { people, next, ordered } = found;
      return show(request, reply, 'admin-people', {
        title: request.words['admin-people'].title,
        current: 'administration',
        values: {
          tabs: adminTabs(request.words, 'people'),
          notice:
            takeDone(request, reply) === 'deleted'
              ? { kind: 'success', text: request.words['admin-people'].deleted }
              : undefined,
          search,
          withoutFactor,
          isMany: !ordered,
          people: people.map((each) => shownPerson(request.words, each)),
          firstPath: after === '' ? undefined : pathOf({ q: search, factor }),
          nextPath: next === undefined ? undefined : pathOf({ q: search, factor, after: next }),
        },
      });
    });
  },
};

function pathOf(query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return given.size === 0 ? PEOPLE : `${PEOPLE}?${given}`;
}

function shownPerson(words: Words, person: ListedPerson) {
  const { id, name, email, isAdmin, applications, createdAt } = person;
  const text = words['admin-people'];
  return {
    name,
    email,
    path: pathOfPerson(id),
    isAdmin,
    badge: personBadge(words, person),
    applications: applications > 0 && {
      path: pathOfOwned(id),
      text: text.owned(countOf(words, applications), applications === 1),
      label: text.ownedBy(countOf(words, applications), applications === 1, name),
    },
    since: dayOf(words, createdAt),
  };
}
