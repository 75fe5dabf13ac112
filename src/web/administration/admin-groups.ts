import type { ListedGroup } from '../../accounts/group.ts';
import { takeDone } from '../frame/done.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { adminTabs } from './administration.ts';
import { GROUPS, pathOfGroup } from './groups.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** Every group of people. */
export const adminGroups: Page = {
  name: 'admin-groups',
  path: GROUPS,
  mount(app, deps) {
    app.get(adminGroups.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const query = queryOf(request);
      const search = field(query, 'q').trim().slice(0, MOST_TYPED);
      const after = field(query, 'after');
      const { groups, next } = await deps.groups.list({ size: SIZE, search, after: after === '' ? undefined : after });
      const deleted = takeDone(request, reply) === 'deleted';
      const text = request.words['admin-groups'];
      return show(request, reply, 'admin-groups', {
        title: text.title,
        current: 'administration',
        values: {
          notice: deleted ? { kind: 'success', text: text.done.deleted } : undefined,
          tabs: adminTabs(request.words, 'groups'),
          search,
          groups: groups.map((each) => shownGroup(request.words, each)),
          firstPath: after === '' ? undefined : pathOf({ q: search }),
          nextPath: next === undefined ? undefined : pathOf({ q: search, after: next }),
        },
      });
    });
  },
};

function pathOf(query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return given.size === 0 ? GROUPS : `${GROUPS}?${given}`;
}

function shownGroup(words: Words, { id, name, description, owner, people, groups, applications }: ListedGroup) {
  return {
    name,
    description,
    path: pathOfGroup(id),
    owner: owner?.name,
    people: countOf(words, people),
    groups: countOf(words, groups),
    applications: countOf(words, applications),
  };
}
