import type { FastifyReply, FastifyRequest } from 'fastify';
import { addUser } from '../../accounts/add-user.ts';
import { canonicalEmail } from '../../accounts/email.ts';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import { isOfDomain } from '../../accounts/sign-up.ts';
import { recoveryBudgets } from '../../accounts/throttle.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import { onItsWay } from '../mails/on-its-way.ts';
import type { Page } from '../page.ts';
import { originOf, requireSession } from '../plugins/session.ts';
import { notNow } from './refused-password.ts';

/** Where whoever has an account invites somebody else, where SIGN_UP lets them. */
export const invite: Page = {
  name: 'invite',
  path: '/invite',
  mount(app, deps) {
    const { mailbox, signUp } = deps;
    if (signUp.mode !== 'invite' || !mailbox) return;
    const post = formPage(app, invite.path, {
      admit: requireSession,
      view: (request, reply, _session, shown) => form(request, reply, deps, shown),
      done: (words) => ({ sent: onItsWay(words, mailbox, words.invite.done.sent) }),
    });
    post(invite.path, async (request, reply, session) => {
      const fields = formOf(request);
      const typed = { name: field(fields, 'name'), email: field(fields, 'email'), password: undefined, isAdmin: false };
      const email = canonicalEmail(typed.email);
      if ('canonical' in email && !isOfDomain(email.canonical, signUp)) {
        return form(request, reply, deps, { status: 422, otherDomain: true });
      }
      const { address, requestId } = originOf(request);
      const reserved = await deps.throttle.reserve(recoveryBudgets({ account: session.user.id, address }));
      if (!reserved.admitted)
        return form(request, reply, deps, notNow(request.words, reply, { kind: 'throttled', ...reserved }));
      const added = await addUser(typed, { ownerId: session.user.id, address, requestId }, deps);
      // Whether somebody has an account already is not for everybody to know.
      if (added.kind === 'problems' && added.problems.email !== 'taken') {
        return form(request, reply, deps, { status: 422, wrong: added.problems });
      }
      if (added.kind === 'added')
        await inLanguageOf(request, mailbox).add({ kind: 'invitation', userId: added.user.id });
      return reply.redirect(`${invite.path}?done=sent`, 303);
    });
  },
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { signUp: { domains } }: Pick<Deps, 'signUp'>,
  {
    status = 200,
    notice,
    wrong = {},
    otherDomain = false,
  }: Shown & { readonly wrong?: NewUserProblems; readonly otherDomain?: boolean },
) {
  const typed = formOf(request);
  const text = request.words.invite;
  return show(request, reply, 'invite', {
    title: text.title,
    status,
    current: 'start',
    values: {
      notice,
      fields: {
        name: {
          id: 'name',
          label: text.name,
          hint: text.nameHint,
          required: true,
          value: field(typed, 'name').slice(0, 400),
          error: wrong.name && request.words.problems.name[wrong.name],
        },
        email: {
          id: 'email',
          label: text.email,
          hint: text.emailHint,
          type: 'email',
          required: true,
          value: field(typed, 'email').slice(0, 320),
          error: otherDomain
            ? request.words['sign-up'].otherDomain(domains)
            : wrong.email && request.words.problems.email[wrong.email],
        },
      } satisfies Fields,
    },
  });
}
