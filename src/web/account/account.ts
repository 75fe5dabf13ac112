import type { FastifyReply, FastifyRequest } from 'fastify';
import { changePassword, newSessionId } from '../../accounts/change-password.ts';
import { personName } from '../../accounts/new-user.ts';
import { renewSession, type Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { isLanguage } from '../../languages.ts';
import { SentBefore } from '../../storage-errors.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { languageChoices } from '../frame/languages.ts';
import { mintFor, wasSentNow } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark } from '../plugins/known-browser.ts';
import { dropLanguage } from '../plugins/language.ts';
import { giveSession, originOf, requireRecentSession, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { accountTabs } from './account-tabs.ts';
import { exportAccount } from './export-account.ts';
import { notNow } from './refused-password.ts';

/** A person's own account: name, language and password. */
export const account: Page = {
  name: 'account',
  path: '/account',
  mount(app, deps) {
    const post = formPage(app, account.path, {
      admit: (request, reply) => requireSession(request, reply, account.path),
      // In this order: whoever ended the session had said before what for.
      change: async (request, reply) =>
        !(await request.findSession()) && (await answeredBefore(request, reply, deps))
          ? undefined
          : requireSession(request, reply, account.path),
      view: (request, reply, session, shown) => form(request, reply, deps, session, shown),
      done: (words) => words.account.done,
    });

    post(`${account.path}/name`, async (request, reply, session) => {
      const typed = personName(field(formOf(request), 'name'), session.user);
      if ('problem' in typed) {
        return form(request, reply, deps, session, {
          status: 422,
          wrong: { name: request.words.problems.name[typed.problem] },
        });
      }
      await deps.users.rename(session.user.id, typed.name, originOf(request));
      return done(reply, 'name');
    });

    post(`${account.path}/language`, async (request, reply, session) => {
      const chosen = field(formOf(request), 'language');
      await deps.users.setLanguage(session.user.id, isLanguage(chosen) ? chosen : undefined);
      dropLanguage(reply);
      return done(reply, 'language');
    });

    post(`${account.path}/export`, async (request, reply) => {
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      if (!session) return reply;
      const { address, requestId } = originOf(request);
      await deps.audit.record({ event: 'user.exported', userId: session.user.id, address, requestId });
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="account.json"')
        .send(JSON.stringify(await exportAccount(session.user, deps), null, 2));
    });

    post(`${account.path}/password`, async (request, reply, session) => {
      const fields = formOf(request);
      const result = await changePassword(
        {
          session,
          password: field(fields, 'current-password'),
          next: field(fields, 'new-password'),
          browserMark: browserMark(request),
          ...originOf(request),
          language: request.language,
        },
        { ...deps, mint: passwordMint(request, deps) },
      ).catch(asRefused);
      if (result.kind === 'problem') {
        const wrong = { next: request.words.problems.password[result.problem] };
        return form(request, reply, deps, session, { status: 422, wrong });
      }
      if (result.kind === 'refused') {
        if (await answeredBefore(request, reply, deps, session)) return reply;
        return form(request, reply, deps, session, {
          status: 422,
          wrong: { current: request.words.account.wrongCurrent },
        });
      }
      if (result.kind !== 'changed') return form(request, reply, deps, session, notNow(request.words, reply, result));
      giveSession(reply, result.id);
      return done(reply, 'password');
    });
  },
};

/**
 * Of a double click the browser keeps the second answer, which comes when the first click has changed the password and ended the
 * session's id: it says the same, and gives the same new id. Where it has not ended it (`session`), its answer was lost after the
 * password was changed: then the second one does.
 */
async function answeredBefore(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session?: Session,
): Promise<boolean> {
  const mint = passwordMint(request, deps);
  if (!(await wasSentNow(mint, deps))) return false;
  const user = session && (await deps.users.find(session.user.id));
  if (user) await renewSession(session, user, originOf(request), deps.sessions, newSessionId(mint));
  giveSession(reply, newSessionId(mint));
  await done(reply, 'password');
  return true;
}

function passwordMint(request: FastifyRequest, deps: Pick<Deps, 'keys'>) {
  return mintFor(request.sessionId() ?? '', request, deps);
}

function asRefused(error: unknown): { readonly kind: 'refused' } {
  if (error instanceof SentBefore) return { kind: 'refused' };
  throw error;
}

function done(reply: FastifyReply, what: keyof Words['account']['done']) {
  return reply.redirect(`${account.path}?done=${what}`, 303);
}

type State = Shown & {
  readonly wrong?: { readonly name?: string; readonly current?: string; readonly next?: string };
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice, wrong = {} }: State,
) {
  const text = request.words.account;
  return show(request, reply, 'account', {
    title: text.title,
    status,
    current: 'account',
    values: {
      notice,
      tabs: accountTabs(request.words, 'profile'),
      tabsLabel: text.tabs,
      changesEmail: deps.mailbox !== undefined,
      email: session.user.email,
      languages: languageChoices().map((each) => ({ ...each, chosen: each.tag === session.user.language })),
      fields: {
        name: {
          id: 'name',
          label: text.name,
          hint: text.nameHint,
          autocomplete: 'name',
          required: true,
          value: formOf(request).has('name') ? field(formOf(request), 'name') : session.user.name,
          error: wrong.name,
        },
        current: {
          id: 'current-password',
          label: text.current,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          error: wrong.current,
        },
        next: {
          id: 'new-password',
          label: text.next,
          hint: text.nextHint,
          type: 'password',
          autocomplete: 'new-password',
          required: true,
          error: wrong.next,
        },
      } satisfies Fields,
    },
  });
}
