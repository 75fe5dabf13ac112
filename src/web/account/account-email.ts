import type { FastifyReply, FastifyRequest } from 'fastify';
import { askToChangeEmail, confirmEmailChange, findEmailChange } from '../../accounts/change-email.ts';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import { onItsWay } from '../mails/on-its-way.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession, requireSession } from '../plugins/session.ts';
import { notNow } from './refused-password.ts';

/** Where a person gives their account another address (S117). */
export const accountEmail: Page = {
  name: 'account-email',
  path: '/account/email',
  mount(app, deps) {
    const { mailbox } = deps;
    if (!mailbox) return;
    const post = formPage(app, accountEmail.path, {
      admit: requireSession,
      change: (request, reply) => requireRecentSession(request, reply, { now: deps.now() }),
      view: (request, reply, session, shown) => form(request, reply, session, shown),
      done: (words) => ({ sent: onItsWay(words, mailbox, words['account-email'].done.sent) }),
    });
    post(accountEmail.path, async (request, reply, session) => {
      const attempt = { userId: session.user.id, email: field(formOf(request), 'email'), ...originOf(request) };
      const asked = await askToChangeEmail(attempt, { ...deps, mailbox: inLanguageOf(request, mailbox) });
      if (asked.kind === 'throttled') return form(request, reply, session, notNow(request.words, reply, asked));
      if (asked.kind === 'problem') {
        return form(request, reply, session, { status: 422, wrong: request.words.problems.email[asked.problem] });
      }
      return reply.redirect(`${accountEmail.path}?done=sent`, 303);
    });
    mountConfirmation(app, deps);
  },
};

const CONFIRM = `${accountEmail.path}/confirm`;

/** What the mail leads to: whoever reads it need not be signed in there. A look changes nothing, the button does. */
function mountConfirmation(app: Parameters<Page['mount']>[0], deps: Deps) {
  const ask = async (request: FastifyRequest, reply: FastifyReply, notice?: Notice, status = 200) => {
    const token = field(queryOf(request), 'token');
    const change = await findEmailChange(token, deps);
    if (!change) throw new PageError('usedLink');
    const text = request.words['account-email'];
    return show(request, reply, 'account-email-confirm', {
      title: text.confirmTitle,
      status,
      form: 'browser',
      values: {
        notice,
        lead: text.confirmLead(change.user.email, change.email),
        action: `${CONFIRM}?${new URLSearchParams({ token })}`,
      },
    });
  };
  app.get(CONFIRM, (request, reply) => ask(request, reply));
  const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
    ask(request, reply, { kind: 'warning', text: sentence }, 403);
  app.post(CONFIRM, { config: { form: 'browser', showAgain, page: CONFIRM } }, async (request, reply) => {
    const changed = await confirmEmailChange(field(queryOf(request), 'token'), originOf(request), deps);
    if (changed !== 'changed') throw new PageError('usedLink');
    return reply.redirect('/sign-in?notice=email', 303);
  });
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { user }: Session,
  { status = 200, notice, wrong }: Shown & { readonly wrong?: string },
) {
  const text = request.words['account-email'];
  return show(request, reply, 'account-email', {
    title: text.title,
    status,
    current: 'account',
    values: {
      notice,
      now: user.email,
      fields: {
        email: {
          id: 'email',
          label: text.email,
          hint: text.emailHint,
          type: 'email',
          autocomplete: 'email',
          required: true,
          value: field(formOf(request), 'email').slice(0, 320),
          error: wrong,
        },
      } satisfies Fields,
    },
  });
}
