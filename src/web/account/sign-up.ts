import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import { askToSignUp } from '../../accounts/sign-up.ts';
import type { Deps } from '../../deps.ts';
import { keepForMail } from '../../oauth/keep-request.ts';
import { findRequester } from '../authorization/requester.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import { onItsWay } from '../mails/on-its-way.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import { HOME, returnToOf, withReturnTo } from '../requests/return-to.ts';
import { newAccountFields } from './new-account-fields.ts';
import { notNow } from './refused-password.ts';
import { keepSignUpMark } from './sign-up-mark.ts';

/** Where somebody makes an account for themselves, where SIGN_UP lets them: it is there once the mail to its address was answered. */
export const signUp: Page = {
  name: 'sign-up',
  path: '/sign-up',
  mount(app, deps) {
    const { mailbox } = deps;
    if (deps.signUp.mode !== 'open' || !mailbox) return;
    app.get(signUp.path, (request, reply) =>
      field(queryOf(request), 'sent') === '' ? form(request, reply, deps, {}) : sent(request, reply, deps),
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
          returnTo: placeOf(request),
        };
        const from = { ...originOf(request), browser: keepSignUpMark(request, reply) };
        const asked = await askToSignUp(typed, from, { ...deps, mailbox: inLanguageOf(request, mailbox) });
        if (asked.kind === 'throttled' || asked.kind === 'busy')
          return form(request, reply, deps, notNow(request.words, reply, asked));
        if (asked.kind === 'problems') return form(request, reply, deps, { status: 422, wrong: asked.problems });
        if (asked.kind === 'other-domain') return form(request, reply, deps, { status: 422, otherDomain: true });
        await keepForMail(new URLSearchParams(typed.returnTo?.replace(/^[^?]*/, '')), deps);
        return reply.redirect(`${signUp.path}?sent=yes`, 303);
      },
    );
  },
};

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly wrong?: NewUserProblems;
  readonly otherDomain?: boolean;
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { status = 200, notice, wrong = {}, otherDomain = false }: State,
) {
  const typed = formOf(request);
  const text = request.words['sign-up'];
  const { domains } = deps.signUp;
  const place = placeOf(request);
  const requester = place === undefined ? undefined : await findRequester(place, deps);
  const expected = request.method === 'GET' && requester?.loginHint?.includes('@') ? requester.loginHint : '';
  const emailError = otherDomain ? text.otherDomain(domains) : wrong.email && request.words.problems.email[wrong.email];
  const { name, password } = newAccountFields(request.words, text, { name: field(typed, 'name').slice(0, 400), wrong });
  return show(request, reply, 'sign-up', {
    title: text.title,
    status,
    form: 'browser',
    ...(requester ? { authorization: requester } : {}),
    values: {
      notice,
      sent: false,
      lead: requester && text.leadFor(requester.name),
      action: leadingTo(place, signUp.path),
      signIn: leadingTo(place, '/sign-in'),
      fields: {
        name,
        email: {
          id: 'email',
          label: text.email,
          hint: domains.length > 0 ? text.domainsHint(domains) : text.emailHint,
          type: 'email',
          autocomplete: 'username',
          required: true,
          value: (field(typed, 'email') || expected).slice(0, 320),
          error: emailError,
        },
        password,
      } satisfies Fields,
    },
  });
}

/** Where the person was on the way to; undefined: nowhere. */
function placeOf(request: FastifyRequest): string | undefined {
  const place = returnToOf(request);
  return place === HOME ? undefined : place;
}

/** A page of ours that leads on to there. */
function leadingTo(place: string | undefined, page: string): string {
  return place === undefined ? page : withReturnTo(page, place);
}

/** The same for everybody, whether there is such an account or not. */
function sent(request: FastifyRequest, reply: FastifyReply, { mailbox }: Pick<Deps, 'mailbox'>) {
  const text = request.words['sign-up'];
  return show(request, reply, 'sign-up', {
    title: text.sentTitle,
    form: 'browser',
    values: {
      ...{ notice: undefined, sent: true, action: undefined, signIn: undefined, fields: {} },
      ...{ lead: onItsWay(request.words, mailbox, text.sentLead), startOver: signUp.path },
    },
  });
}
