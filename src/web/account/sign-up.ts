import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import { askToSignUp, confirmSignUp, findSignUp } from '../../accounts/sign-up.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import { notNow } from './refused-password.ts';

/** Where somebody makes an account for themselves, where SIGN_UP lets them: it is there once the mail to its address was answered. */
export const signUp: Page = {
  name: 'sign-up',
  path: '/sign-up',
  mount(app, deps) {
    const { mailbox } = deps;
    if (deps.signUp.mode !== 'open' || !mailbox) return;
    app.get(signUp.path, (request, reply) =>
      field(queryOf(request), 'sent') === '' ? form(request, reply, deps, {}) : sent(request, reply),
    );
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(
      signUp.path,
      { config: { form: 'browser', hashes: true, showAgain, page: signUp.path } },
      async (request, reply) => {
        const fields = formOf(request);
        const typed = {
          name: field(fields, 'name'),
          email: field(fields, 'email'),
          password: field(fields, 'new-password'),
        };
        const asked = await askToSignUp(typed, originOf(request), { ...deps, mailbox: inLanguageOf(request, mailbox) });
        if (asked.kind === 'throttled' || asked.kind === 'busy')
          return form(request, reply, deps, notNow(request.words, reply, asked));
        if (asked.kind === 'problems') return form(request, reply, deps, { status: 422, wrong: asked.problems });
        if (asked.kind === 'other-domain') return form(request, reply, deps, { status: 422, otherDomain: true });
        return reply.redirect(`${signUp.path}?sent=yes`, 303);
      },
    );
    mountConfirmation(app, deps);
  },
};

const CONFIRM = `${signUp.path}/confirm`;

/** What the mail leads to. A look changes nothing, the button does. */
function mountConfirmation(app: FastifyInstance, deps: Deps) {
  const ask = async (request: FastifyRequest, reply: FastifyReply, notice?: Notice, status = 200) => {
    const token = field(queryOf(request), 'token');
    const email = await findSignUp(token, deps);
    if (email === undefined) throw new PageError('usedLink');
    return show(request, reply, 'sign-up-confirm', {
      title: request.words['sign-up'].confirmTitle,
      status,
      form: 'browser',
      values: { notice, email, action: `${CONFIRM}?${new URLSearchParams({ token })}` },
    });
  };
  app.get(CONFIRM, (request, reply) => ask(request, reply));
  const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
    ask(request, reply, { kind: 'warning', text: sentence }, 403);
  app.post(CONFIRM, { config: { form: 'browser', showAgain, page: CONFIRM } }, async (request, reply) => {
    const made = await confirmSignUp(field(queryOf(request), 'token'), originOf(request), deps);
    if (made === 'gone' || made === 'taken') throw new PageError('usedLink');
    return reply.redirect('/sign-in?notice=account', 303);
  });
}

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly wrong?: NewUserProblems;
  readonly otherDomain?: boolean;
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { signUp: { domains } }: Pick<Deps, 'signUp'>,
  { status = 200, notice, wrong = {}, otherDomain = false }: State,
) {
  const typed = formOf(request);
  const text = request.words['sign-up'];
  const emailError = otherDomain ? text.otherDomain(domains) : wrong.email && request.words.problems.email[wrong.email];
  return show(request, reply, 'sign-up', {
    title: text.title,
    status,
    form: 'browser',
    values: {
      notice,
      sent: false,
      lead: undefined,
      fields: {
        name: {
          id: 'name',
          label: text.name,
          hint: text.nameHint,
          autocomplete: 'name',
          required: true,
          value: field(typed, 'name').slice(0, 400),
          error: wrong.name && request.words.problems.name[wrong.name],
        },
        email: {
          id: 'email',
          label: text.email,
          hint: domains.length > 0 ? text.domainsHint(domains) : text.emailHint,
          type: 'email',
          autocomplete: 'username',
          required: true,
          value: field(typed, 'email').slice(0, 320),
          error: emailError,
        },
        password: {
          id: 'new-password',
          label: text.password,
          hint: text.passwordHint,
          type: 'password',
          autocomplete: 'new-password',
          required: true,
          error: wrong.password && request.words.problems.password[wrong.password],
        },
      } satisfies Fields,
    },
  });
}

/** The same for everybody, whether there is such an account or not. */
function sent(request: FastifyRequest, reply: FastifyReply) {
  const text = request.words['sign-up'];
  return show(request, reply, 'sign-up', {
    title: text.sentTitle,
    form: 'browser',
    values: { notice: undefined, sent: true, lead: text.sentLead, fields: {} },
  });
}
