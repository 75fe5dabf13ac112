import type { FastifyReply, FastifyRequest } from 'fastify';
import { reauthenticate } from '../../accounts/reauthenticate.ts';
import type { Session } from '../../accounts/session.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf, requireSession } from '../plugins/session.ts';
import { localPath, withReturnTo } from '../requests/return-to.ts';
import { words } from '../words/index.ts';
import { notNow } from './refused-password.ts';

const text = words['sign-in-again'];

/** Asks the signed-in person for their password once more, before something sensitive. */
export const signInAgain: Page = {
  name: 'sign-in-again',
  path: '/sign-in/again',
  mount(app, deps) {
    app.get(signInAgain.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      return session ? form(request, reply, session, {}) : reply;
    });
    app.post(signInAgain.path, { config: { showAgain } }, async (request, reply) => {
      const session = await requireSession(request, reply, request.url);
      if (!session) return reply;
      const password = field(formOf(request), 'password');
      const attempt = { session, password, browserMark: browserMark(request), ...originOf(request) };
      const result = await reauthenticate(attempt, deps);
      if (result.kind === 'refused') return form(request, reply, session, { status: 422, refused: true });
      if (result.kind !== 'reauthenticated') return form(request, reply, session, notNow(reply, result));
      giveSession(reply, result.id);
      return reply.redirect(localPath(field(queryOf(request), 'return_to')), 303);
    });
  },
};

async function showAgain(request: FastifyRequest, reply: FastifyReply, sentence: string) {
  const session = await requireSession(request, reply, request.url);
  return session ? form(request, reply, session, { status: 403, notice: { kind: 'warning', text: sentence } }) : reply;
}

type State = { readonly status?: number; readonly notice?: Notice; readonly refused?: boolean };

function form(request: FastifyRequest, reply: FastifyReply, session: Session, state: State) {
  return show(request, reply, 'sign-in-again', {
    title: text.title,
    status: state.status ?? 200,
    values: {
      email: session.user.email,
      notice: state.notice,
      action: withReturnTo(signInAgain.path, localPath(field(queryOf(request), 'return_to'))),
      fields: {
        password: {
          id: 'password',
          label: text.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          error: state.refused ? text.refused : undefined,
        },
      } satisfies Fields,
    },
  });
}
