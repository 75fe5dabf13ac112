import type { FastifyReply, FastifyRequest } from 'fastify';
import { disableUser, enableUser, endSessions, makeAdministrator } from '../../accounts/administer-user.ts';
import { secondStepOf } from '../../accounts/factor.ts';
import type { Session } from '../../accounts/session.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../frame/dates.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import { onItsWay } from '../mails/on-its-way.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, PEOPLE, pathOfEvents, pathOfPerson, personBadge, personById } from './administration.ts';
import { belongings } from './belongings.ts';
import { pathOfGroup } from './groups.ts';
import { redirectWithLink, takeLink } from './password-link.ts';
import { checkEntry, type EntryErrors, entryValues } from './person-entry.ts';

/** One account, for administrators: whether the person may sign in, and whether they administer. */
export const adminPerson: Page = {
  name: 'admin-person',
  path: `${PEOPLE}/:id`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminPerson.path, {
      find: ({ id }: { readonly id: string }) => personById(id, deps),
      view: (request, reply, session, user, shown) => page(request, reply, deps, session, user, shown),
      done: (words) => {
        const { done } = words['admin-person'];
        return { ...done, invited: onItsWay(words, deps.mailbox, done.invited) };
      },
    });
    post(adminPerson.path, async (request, reply, { session, thing: user }) => {
      const checked = checkEntry(request, user);
      if ('wrong' in checked) {
        return page(request, reply, deps, session, user, { status: 422, wrong: checked.wrong });
      }
      const known = await deps.users.describe(user.id, checked.change, by(request, session));
      if (!known) throw new PageError('notFound');
      return reply.redirect(`${pathOfPerson(user.id)}?done=saved`, 303);
    });
    /** A button of this page, for an administrator who just proved who they are. */
    const button = (
      path: string,
      done: keyof Words['admin-person']['done'],
      act: (user: User, request: FastifyRequest, session: Session) => Promise<boolean | { readonly refused: string }>,
    ) =>
      post(`${adminPerson.path}/${path}`, async (request, reply, { session, thing: user }) => {
        const acted = await act(user, request, session);
        if (!acted) throw new PageError('notFound');
        if (acted !== true) {
          return page(request, reply, deps, session, user, {
            status: 409,
            notice: { kind: 'warning', text: acted.refused },
          });
        }
        return reply.redirect(`${pathOfPerson(user.id)}?done=${done}`, 303);
      });
    button('disable', 'disabled', async (user, request, session) => {
      const text = request.words['admin-person'];
      if (user.id === session.user.id) return { refused: text.notYourself };
      const outcome = await disableUser(user.id, by(request, session), deps);
      return outcome === 'last-administrator' ? { refused: text.lastAdministrator } : outcome === 'disabled';
    });
    button('enable', 'enabled', (user, request, session) => enableUser(user.id, by(request, session), deps));
    for (const at of ['delete', 'delete-now'] as const) {
      post(`${adminPerson.path}/${at}`, async (request, reply, { session, thing: user }) => {
        const days = at === 'delete' ? deps.deletionDays : 0;
        const isYou = user.id === session.user.id;
        const outcome = isYou ? undefined : await deps.deletions.order(user.id, days, by(request, session));
        if (outcome === 'unknown') throw new PageError('notFound');
        if (outcome === 'asked') return reply.redirect(`${pathOfPerson(user.id)}?done=to-be-deleted`, 303);
        if (outcome === 'deleted') return reply.redirect(`${PEOPLE}?done=deleted`, 303);
        const text = request.words['admin-person'];
        const refused = isYou ? text.deleteYours : text.lastAdministrator;
        return page(request, reply, deps, session, user, {
          status: 409,
          notice: { kind: 'warning', text: refused },
        });
      });
    }
    if (deps.mailbox) {
      const { mailbox } = deps;
      button('invite', 'invited', async (user, request) => {
        if (!waitsForPassword(user)) return { refused: request.words['admin-person'].invitedBefore };
        await inLanguageOf(request, mailbox).add({ kind: 'invitation', userId: user.id });
        return true;
      });
    }
    button('make-administrator', 'made-administrator', (user, request, session) =>
      makeAdministrator(user.id, by(request, session), deps),
    );
    button('remove-administrator', 'removed-administrator', async (user, request, session) => {
      const text = request.words['admin-person'];
      if (user.id === session.user.id) return { refused: text.removeAdminYours };
      // Of a second press there is nothing to take away.
      const outcome = await deps.users.removeAdmin(user.id, by(request, session));
      return outcome !== 'last-administrator' || { refused: text.lastAdministrator };
    });
    button('end-sessions', 'signed-out', async (user, request, session) => {
      await endSessions(user.id, by(request, session), deps); // of a second press there is nothing to end
      return true;
    });
    button('remove-factors', 'factors-removed', async (user, request, session) => {
      if (user.id === session.user.id) return { refused: request.words['admin-person'].factorsYours };
      await deps.factors.removeAll(user.id, by(request, session)); // of a second press there is nothing to remove
      return true;
    });
    for (const [path, required] of [
      ['require-factor', true],
      ['not-require-factor', false],
    ] as const) {
      button(path, required ? 'factor-required' : 'factor-not-required', async (user, request, session) => {
        // Of a second press there is nothing to change.
        await deps.users.requireFactor(user.id, required, by(request, session));
        return true;
      });
    }
    post(`${adminPerson.path}/password-link`, async (request, reply, { session, thing: user }) => {
      const shown = await redirectWithLink(request, reply, deps, session, { id: user.id, kind: 'link' });
      const notice = { kind: 'warning', text: request.words['admin-person'].linkDisabled } as const;
      return shown || page(request, reply, deps, session, await personById(user.id, deps), { status: 409, notice });
    });
  },
};

/** Their account was made for them, and they have not chosen a password yet. */
function waitsForPassword({ passwordChangedAt, disabledAt }: User): boolean {
  return passwordChangedAt === undefined && disabledAt === undefined;
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  user: User,
  { status = 200, notice, wrong }: Shown & { readonly wrong?: EntryErrors },
) {
  const link = await takeLink(request, reply, deps, session, user);
  const [claims, groups] = await Promise.all([deps.users.findClaims(user.id), deps.groups.listOfPerson(user.id)]);
  const entry = entryValues(request, { name: user.name, attributes: claims?.attributes ?? {} }, wrong);
  const text = request.words['admin-person'];
  return show(request, reply, 'admin-person', {
    title: user.name,
    status,
    current: 'administration',
    values: {
      notice,
      link: link && { heading: text.link[link.kind](user.name), value: link.value },
      path: pathOfPerson(user.id),
      events: pathOfEvents({ person: user.id }),
      name: user.name,
      entry,
      fields: entry.fields,
      groups: groups.map(({ id, name }) => ({ name, path: pathOfGroup(id) })),
      email: user.email,
      badge: personBadge(request.words, user),
      disabled: user.disabledAt !== undefined,
      deletion: user.deletesAt && text.deletion(dayOf(request.words, user.deletesAt).text, user.mayKeep),
      deleteLead: deps.deletionDays === 0 ? text.deleteLeadAtOnce : text.deleteLead(deps.deletionDays),
      deletesAtOnce: deps.deletionDays === 0,
      isAdmin: user.isAdmin,
      hasFactor: user.hasFactor,
      requiresFactor: user.requiresFactor,
      factor: text.factorStates[user.hasFactor ? 'has' : secondStepOf(user, deps.factorPolicy) ? 'must' : 'none'],
      isYou: user.id === session.user.id,
      role: text.roles[user.isAdmin ? 'administrator' : 'user'],
      invites: deps.mailbox !== undefined && waitsForPassword(user),
      since: dayOf(request.words, user.createdAt),
      passwordChanged: user.passwordChangedAt && dayOf(request.words, user.passwordChangedAt),
      ...(await belongings(request.words, user, deps)),
    },
  });
}
