import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Group } from '../../accounts/group.ts';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, pathOfPerson } from './administration.ts';
import { pathOfAdminApplication } from './application-pages.ts';
import { type PeopleShown, peopleForms, peopleValues } from './group-people.ts';
import { checkGroup, GROUPS, type GroupErrors, groupById, groupFields, pathOfGroup, typedGroup } from './groups.ts';

const MOST_APPLICATIONS = 20;

/** One group, for administrators: who is in it, who manages it, what it is for. */
export const adminGroup: Page = {
  name: 'admin-group',
  path: `${GROUPS}/:id`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminGroup.path, {
      find: ({ id }: { readonly id: string }) => groupById(id, deps),
      view: (request, reply, _session, group, shown) => page(request, reply, deps, group, shown),
      done: (words) => words['admin-group'].done,
    });
    peopleForms(
      post,
      adminGroup.path,
      {
        group: ({ thing }) => thing,
        keeper: (request, { session }) => by(request, session),
        pathOf: pathOfGroup,
        view: (request, reply, { thing }, shown) => page(request, reply, deps, thing, shown),
      },
      deps,
    );
    post(adminGroup.path, async (request, reply, { session, thing: group }) => {
      const checked = await checkGroup(request.words, typedGroup(request), deps);
      if ('wrong' in checked) return page(request, reply, deps, group, { status: 422, wrong: checked.wrong });
      const changed = await deps.groups.change(group.id, checked.group, by(request, session));
      if (changed === 'taken') {
        return page(request, reply, deps, group, { status: 422, wrong: { name: request.words['group-form'].taken } });
      }
      return reply.redirect(`${pathOfGroup(group.id)}?done=saved`, 303);
    });
    post(`${adminGroup.path}/factor`, async (request, reply, { session, thing: group }) => {
      const required = formOf(request).has('require_factor');
      await deps.groups.requireFactor(group.id, required, by(request, session)); // of a second press there is nothing to change
      return reply.redirect(`${pathOfGroup(group.id)}?done=saved`, 303);
    });
    post(`${adminGroup.path}/groups`, async (request, reply, { session, thing: group }) => {
      const member = await deps.groups.findByName(field(formOf(request), 'group'));
      const text = request.words['admin-group'];
      const wrongGroup = !member ? text.noGroup : member.id === group.id ? text.itself : undefined;
      if (wrongGroup || !member) return page(request, reply, deps, group, { status: 422, wrongGroup });
      const added = await deps.groups.addGroup(group.id, member.id, by(request, session));
      if (added === 'too-deep') return page(request, reply, deps, group, { status: 422, wrongGroup: text.tooDeep });
      return reply.redirect(`${pathOfGroup(group.id)}?done=group-added`, 303);
    });
    post(`${adminGroup.path}/groups/remove`, async (request, reply, { session, thing: group }) => {
      await deps.groups.removeGroup(group.id, field(formOf(request), 'group'), by(request, session));
      return reply.redirect(`${pathOfGroup(group.id)}?done=group-removed`, 303);
    });
    post(`${adminGroup.path}/delete`, async (request, reply, { session, thing: group }) => {
      const deleted = await deps.groups.delete(group.id, by(request, session));
      if (deleted !== 'in-use') return reply.redirect(`${GROUPS}?done=deleted`, 303);
      return page(request, reply, deps, group, {
        status: 409,
        notice: { kind: 'warning', text: request.words['admin-group'].inUse },
      });
    });
  },
};

type State = PeopleShown & { readonly wrong?: GroupErrors; readonly wrongGroup?: string | undefined };

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  group: Group,
  { status = 200, notice, wrongPerson, wrong, wrongGroup }: State,
) {
  const { id } = group;
  const path = pathOfGroup(id);
  const [people, held, holding, { applications, more }] = await Promise.all([
    peopleValues(request, group, { path, pathOfPerson, wrong: wrongPerson }, deps),
    deps.groups.listHeld(id),
    deps.groups.listHolding(id),
    deps.groups.applications(id, MOST_APPLICATIONS),
  ]);
  const shown = ({ id: other, name }: Group) => ({ id: other, name, path: pathOfGroup(other) });
  const typed = wrong ? typedGroup(request) : { ...group, owner: group.owner?.email ?? '' };
  const text = request.words['admin-group'];
  const member = { id: 'group', label: text.addGroup, value: field(formOf(request), 'group'), error: wrongGroup };
  const fields = groupFields(request.words, typed, wrong);
  return show(request, reply, 'admin-group', {
    title: group.name,
    status,
    current: 'administration',
    values: {
      notice,
      path,
      name: group.name,
      description: group.description,
      owner: group.owner && { name: group.owner.name, path: pathOfPerson(group.owner.id) },
      since: dayOf(request.words, group.createdAt),
      requiresFactor: group.requiresFactor,
      people,
      held: held.map(shown),
      holding: holding.map(shown),
      applications: applications.map((each) => ({ name: each.name, path: pathOfAdminApplication(each.id) })),
      more: more ? text.moreApplications(String(more)) : undefined,
      inUse: applications.length > 0,
      member,
      fields,
      all: { person: people.field, member, ...fields },
    },
  });
}
