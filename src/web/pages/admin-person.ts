import type { FastifyReply, FastifyRequest } from 'fastify';
import { disableUser, enableUser, makeAdministrator } from '../../accounts/administer-user.ts';
import type { Session } from '../../accounts/session.ts';
import type { User } from '../../accounts/user.ts';
import { ADMIN, by, personBadge, provePath, requireRecentAdmin } from '../administration.ts';
import { dayOf } from '../dates.ts';
import type { Deps } from '../deps.ts';
import { field, queryOf } from '../form.ts';
import type { Notice } from '../notice.ts';
import type { Page } from '../page.ts';
import { PageError } from '../page-error.ts';
import { requireAdmin } from '../plugins/session.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['admin-person'];

type OfUser = { Params: { id: string } };

/** One account, for administrators: whether the person may sign in, and whether they administer. */
export const adminPerson: Page = {
  name: 'admin-person',
  path: `${ADMIN}/people/:id`,
  mount(app, deps) {
    app.get<OfUser>(adminPerson.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const done = field(queryOf(request), 'done');
      const sentence = Object.hasOwn(text.done, done) ? text.done[done as keyof typeof text.done] : undefined;
      const notice: Notice | undefined = sentence ? { kind: 'success', text: sentence } : undefined;
      return page(request, reply, deps, session, await found(request.params.id, deps), 200, notice);
    });

    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const user = await found((request as FastifyRequest<OfUser>).params.id, deps);
      return page(request, reply, deps, session, user, 403, { kind: 'warning', text: sentence });
    };
    /** A button of this page, for an administrator who just proved who they are. */
    const button = (
      path: string,
      done: keyof typeof text.done,
      act: (user: User, request: FastifyRequest, session: Session) => Promise<boolean | { readonly refused: string }>,
    ) =>
      app.post<OfUser>(`${adminPerson.path}/${path}`, { config: { showAgain } }, async (request, reply) => {
        const session = await requireRecentAdmin(request, reply, deps, pathOf(request.params.id));
        if (!session) return reply;
        const user = await found(request.params.id, deps);
        const acted = await act(user, request, session);
        if (!acted) throw new PageError('notFound');
        if (acted !== true) {
          return page(request, reply, deps, session, user, 409, { kind: 'warning', text: acted.refused });
        }
        return reply.redirect(`${pathOf(user.id)}?done=${done}`, 303);
      });
    button('disable', 'disabled', async (user, request, session) => {
      if (user.id === session.user.id) return { refused: text.notYourself };
      const outcome = await disableUser(user.id, by(request, session), deps);
      return outcome === 'last-administrator' ? { refused: text.lastAdministrator } : outcome === 'disabled';
    });
    button('enable', 'enabled', (user, request, session) => enableUser(user.id, by(request, session), deps));
    button('make-administrator', 'made-administrator', (user, request, session) =>
      makeAdministrator(user.id, by(request, session), deps),
    );
  },
};

async function found(id: string, deps: Pick<Deps, 'users'>): Promise<User> {
  const user = await deps.users.find(id);
  if (!user) throw new PageError('notFound');
  return user;
}

function pathOf(id: string): string {
  return `${ADMIN}/people/${encodeURIComponent(id)}`;
}

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  user: User,
  status: number,
  notice: Notice | undefined,
) {
  return show(request, reply, 'admin-person', {
    title: user.name,
    status,
    current: 'administration',
    values: {
      notice,
      path: pathOf(user.id),
      provePath: provePath(session, deps.now(), pathOf(user.id)),
      prove: words.admin,
      name: user.name,
      email: user.email,
      badge: personBadge(user),
      disabled: user.disabledAt !== undefined,
      isAdmin: user.isAdmin,
      isYou: user.id === session.user.id,
      role: text.roles[user.isAdmin ? 'administrator' : 'user'],
      since: dayOf(user.createdAt),
      passwordChanged: user.passwordChangedAt && dayOf(user.passwordChangedAt),
    },
  });
}
