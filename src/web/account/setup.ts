import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownBrowserMark } from '../../accounts/known-browser.ts';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import { isSetupLink } from '../../accounts/one-time-link.ts';
import { startSession } from '../../accounts/session.ts';
import { createFirstAdministrator } from '../../accounts/setup.ts';
import { signIn } from '../../accounts/sign-in.ts';
import type { Deps } from '../../deps.ts';
import { ADMIN } from '../administration/administration.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { newAccountFields } from './new-account-fields.ts';
import { notNow } from './refused-password.ts';

/** Makes the first administrator, with the link that the server prints while there is none. */
export const setup: Page = {
  name: 'setup',
  path: '/setup',
  mount(app, deps) {
    const open = async (request: FastifyRequest, reply: FastifyReply, state: State) => {
      if (!(await isSetupLink(tokenOf(request), deps.links))) throw new PageError('setupLink');
      return form(request, reply, deps, state);
    };
    app.get(setup.path, (request, reply) => open(request, reply, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      open(request, reply, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(
      setup.path,
      { config: { form: 'browser', hashes: true, showAgain, page: setup.path } },
      async (request, reply) => {
        const typed = typedIn(request);
        const result = await createFirstAdministrator(tokenOf(request), typed, originOf(request), deps);
        const madeAlready = result.kind === 'gone' || (result.kind === 'problems' && result.problems.email === 'taken');
        if (madeAlready && (await isSecondClick(request, reply, deps, typed))) return reply.redirect(ADMIN, 303);
        if (result.kind === 'gone') throw new PageError('setupLink');
        if (result.kind === 'problems') return form(request, reply, deps, { status: 422, wrong: result.problems });
        if (result.kind === 'busy') return form(request, reply, deps, notNow(request.words, reply, result));
        const { user } = result;
        const started = await startSession(user, originOf(request), request.sessionId(), deps.sessions);
        if (started) {
          giveSession(reply, started.id, started.session);
          giveBrowserMark(reply, knownBrowserMark(deps.keys, browserMark(request), user.emailCanonical));
        }
        return reply.redirect(ADMIN, 303);
      },
    );
  },
};

/** A double click: the first one made the account, and what was typed opens it. */
async function isSecondClick(request: FastifyRequest, reply: FastifyReply, deps: Deps, typed: Typed) {
  const { email, password } = typed;
  const previousSession = request.sessionId();
  const attempt = { email, password, browserMark: browserMark(request), previousSession, ...originOf(request) };
  const result = await signIn(attempt, deps);
  if (result.kind !== 'signed-in') return false;
  giveSession(reply, result.id);
  giveBrowserMark(reply, result.browserMark);
  return true;
}

type Typed = ReturnType<typeof typedIn>;

function tokenOf(request: FastifyRequest): string {
  return field(queryOf(request), 'token');
}

function typedIn(request: FastifyRequest) {
  const fields = formOf(request);
  return { name: field(fields, 'name'), email: field(fields, 'email'), password: field(fields, 'password') };
}

type State = { readonly status?: number; readonly notice?: Notice; readonly wrong?: NewUserProblems };

function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice, wrong = {} }: State) {
  const typed = typedIn(request);
  const text = request.words.setup;
  const { name, password } = newAccountFields(request.words, text, { name: typed.name, wrong });
  return show(request, reply, 'setup', {
    title: text.title,
    status,
    form: 'browser',
    values: {
      notice,
      issuer: deps.issuer,
      action: `${setup.path}?${new URLSearchParams({ token: tokenOf(request) })}`,
      fields: {
        name: { ...name, example: text.nameExample },
        email: {
          id: 'email',
          label: text.email,
          hint: text.emailHint,
          example: text.emailExample,
          type: 'email',
          autocomplete: 'username',
          required: true,
          value: typed.email,
          error: wrong.email && request.words.problems.email[wrong.email],
        },
        password: { ...password, id: 'password' },
      } satisfies Fields,
    },
  });
}
