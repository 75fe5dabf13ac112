import type { FastifyReply, FastifyRequest } from 'fastify';
import { formPage, type Shown } from '../frame/form-page.ts';
import { isSameClick } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { by, requireRecentAdmin } from './administration.ts';
import { checkGroup, GROUPS, type GroupErrors, groupFields, pathOfGroup, typedGroup } from './groups.ts';

/** Makes a group of people. */
export const adminGroupNew: Page = {
  name: 'admin-group-new',
  path: `${GROUPS}/new`,
  mount(app, deps) {
    const post = formPage(app, adminGroupNew.path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => form(request, reply, shown),
    });
    post(adminGroupNew.path, async (request, reply, session) => {
      const checked = await checkGroup(request.words, typedGroup(request), deps);
      if ('wrong' in checked) return form(request, reply, { status: 422, wrong: checked.wrong });
      const added = await deps.groups.add(checked.group, by(request, session));
      const group = added === 'taken' ? await deps.groups.findByName(checked.group.name) : added;
      if (added === 'taken' && !(group && isSameClick(group.createdAt, deps.now()))) {
        return form(request, reply, { status: 422, wrong: { name: request.words['group-form'].taken } });
      }
      return reply.redirect(group ? `${pathOfGroup(group.id)}?done=added` : GROUPS, 303);
    });
  },
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: GroupErrors },
) {
  return show(request, reply, 'admin-group-new', {
    title: request.words['admin-group-new'].title,
    status,
    current: 'administration',
    values: { notice, fields: groupFields(request.words, typedGroup(request), wrong) },
  });
}
