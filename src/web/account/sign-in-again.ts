import type { FastifyReply, FastifyRequest } from 'fastify';
import { reauthenticate } from '../../accounts/reauthenticate.ts';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf, requireSession } from '../plugins/session.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';
import { askForPasskey, passkeyNotice } from './passkey-form.ts';
import { notNow } from './refused-password.ts';

/** Asks the signed-in person for their password once more: before something sensitive, or because a client wants it. */
export const signInAgain: Page = {
  name: 'sign-in-again',
  path: '/sign-in/again',
  mount(app, deps) {
    app.get(signInAgain.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const notice = passkeyNotice(request);
      return form(request, reply, session, deps, notice ? { notice } : {});
    });
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const session = await requireSession(request, reply, request.url);
      if (!session) return reply;
      return form(request, reply, session, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    };
    app.post(
      signInAgain.path,
      { config: { hashes: true, showAgain, page: signInAgain.path } },
      async (request, reply) => {
        const session = await requireSession(request, reply, request.url);
        if (!session) return reply;
        const password = field(formOf(request), 'password');
        const attempt = { session, password, browserMark: browserMark(request), ...originOf(request) };
        const result = await reauthenticate(attempt, deps);
        if (result.kind === 'refused') return form(request, reply, session, deps, { status: 422, refused: true });
        if (result.kind !== 'reauthenticated')
          return form(request, reply, session, deps, notNow(request.words, reply, result));
        giveSession(reply, result.id);
        const { idHash: sessionHash } = result.session;
        return reply.redirect(provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash }), 303);
      },
    );
  },
};

type State = { readonly status?: number; readonly notice?: Notice; readonly refused?: boolean };

async function form(request: FastifyRequest, reply: FastifyReply, session: Session, deps: Deps, state: State) {
  const returnTo = returnToOf(request);
  const requester = await findRequester(returnTo, deps);
  const has = (await deps.factors.of(session.user.id)).passkeys;
  const passkey = has.length > 0 ? askForPasskey(request, reply, { returnTo, of: has }, deps) : undefined;
  const text = request.words['sign-in-again'];
  return show(request, reply, 'sign-in-again', {
    title: text.title,
    status: state.status ?? 200,
    ...(requester ? { authorization: requester } : {}),
    passkeys: passkey !== undefined,
    values: {
      requester,
      passkey,
      lead: requester ? text.leadFor(requester.name, session.user.email) : text.lead(session.user.email),
      email: session.user.email,
      again: withReturnTo('/sign-out', returnTo),
      notice: state.notice,
      action: withReturnTo(signInAgain.path, returnTo),
      fields: {
        password: {
          id: 'password',
          label: text.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
          autofocus: true,
          error: state.refused ? text.refused : undefined,
        },
      } satisfies Fields,
    },
  });
}
