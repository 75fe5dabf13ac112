import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import { confirmSignUp, findSignUp, type WaitingSignUp } from '../../accounts/sign-up.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import { isTooLong } from '../requests/request-target.ts';
import { HOME } from '../requests/return-to.ts';
import { newAccountFields } from './new-account-fields.ts';
import { notNow } from './refused-password.ts';
import { signUpMark } from './sign-up-mark.ts';

/**
 * What the mail to a new account leads to. A look changes nothing, the button does. In another browser than the one that asked
 * for the account its person says again what they are called and with which password they sign in: whoever asked may be a stranger.
 */
export const signUpConfirm: Page = {
  name: 'sign-up-confirm',
  path: '/sign-up/confirm',
  mount(app, deps) {
    if (deps.signUp.mode !== 'open' || !deps.mailbox) return;
    app.get(signUpConfirm.path, (request, reply) => ask(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      ask(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(
      signUpConfirm.path,
      { config: { form: 'browser', hashes: true, showAgain, page: signUpConfirm.path } },
      async (request, reply) => {
        const fields = formOf(request);
        const typed = { name: field(fields, 'name'), password: field(fields, 'new-password') };
        const by = { token: tokenOf(request), browser: signUpMark(request) };
        const made = await confirmSignUp(by, typed, originOf(request), deps);
        if (made.kind === 'gone') throw new PageError('usedLink');
        if (made.kind === 'problems') return ask(request, reply, deps, { status: 422, wrong: made.problems });
        if (made.kind === 'busy') return ask(request, reply, deps, notNow(request.words, reply, made));
        const { returnTo = HOME } = made;
        const onward = `/sign-in?${new URLSearchParams({ notice: 'account', return_to: returnTo })}`;
        return reply.redirect(returnTo === HOME || isTooLong(onward) ? '/sign-in?notice=account' : onward, 303);
      },
    );
  },
};

function tokenOf(request: FastifyRequest): string {
  return field(queryOf(request), 'token');
}

type State = { readonly status?: number; readonly notice?: Notice; readonly wrong?: NewUserProblems };

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { status = 200, notice, wrong = {} }: State,
) {
  const token = tokenOf(request);
  const waiting = await findSignUp(token, signUpMark(request), deps);
  if (!waiting) throw new PageError('usedLink');
  const { email, isChosen } = waiting;
  const text = request.words['sign-up-confirm'];
  return show(request, reply, 'sign-up-confirm', {
    title: request.words['sign-up'].confirmTitle,
    status,
    form: 'browser',
    values: {
      notice,
      email,
      lead: isChosen ? text.lead(email) : text.leadElsewhere(email),
      action: `${signUpConfirm.path}?${new URLSearchParams({ token })}`,
      fields: isChosen ? {} : fieldsOf(request, waiting, wrong),
    },
  });
}

function fieldsOf(request: FastifyRequest, waiting: WaitingSignUp, wrong: NewUserProblems): Fields {
  const name = request.method === 'POST' ? field(formOf(request), 'name').slice(0, 400) : waiting.name;
  return newAccountFields(request.words, request.words['sign-up-confirm'], { name, wrong });
}
