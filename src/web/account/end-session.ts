import type { FastifyReply, FastifyRequest } from 'fastify';
import { type EndSession, readEndSession } from '../../oauth/end-session.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { redirectHost } from '../../oauth/redirect-uri.ts';
import { showRefusal } from '../authorization/refusal.ts';
import { formOf, queryOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, takeSession } from '../plugins/session.ts';
import { isTooLong } from '../requests/request-target.ts';
import { HOME } from '../requests/return-to.ts';

const CONFIRM = '/oauth2/logout/confirm';

/**
 * Where applications send people to sign out (OpenID Connect RP-Initiated Logout 1.0 §2). Nobody is signed out by following a
 * link: the page says what ends, and its form ends it. Who is signed out already goes on at once.
 */
export const endSession: Page = {
  name: 'end-session',
  path: '/oauth2/logout',
  mount(app, deps) {
    const read = async (
      request: FastifyRequest,
      reply: FastifyReply,
      run: (asked: EndSession) => Promise<FastifyReply>,
    ) => {
      try {
        const find = (id: string) => deps.clients.find(id);
        return await run(await readEndSession(readParameters(queryOf(request)), { ...deps, find }));
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        request.log.info({ reqId: request.id, event: 'request.refused', rule: error.rule }, error.message);
        if (error.forOwner) {
          const { clientId, sent } = error.forOwner;
          deps.refusals.record({ clientId, rule: error.rule, sent, requestId: request.id });
        }
        return showRefusal(request, reply, error, undefined, deps);
      }
    };
    const ask = (request: FastifyRequest, reply: FastifyReply, notice?: string) =>
      read(request, reply, (asked) => page(request, reply, asked, notice));
    app.get(this.path, { exposeHeadRoute: false }, (request, reply) => ask(request, reply));
    // As at the authorization endpoint: only as GET does the browser bring the cookie.
    app.post(this.path, { config: { form: 'open' } }, (request, reply) => {
      const url = `${this.path}?${new URLSearchParams([...queryOf(request), ...formOf(request)])}`;
      if (isTooLong(url)) throw new PageError('addressTooLong');
      return reply.redirect(url, 303);
    });
    app.post(CONFIRM, { config: { showAgain: ask } }, (request, reply) =>
      read(request, reply, async (asked) => {
        const session = await request.findSession();
        if (session) await deps.sessions.end(session, originOf(request));
        takeSession(reply);
        return asked.returnUri === undefined ? done(request, reply, asked) : reply.redirect(asked.returnUri, 303);
      }),
    );
  },
};

async function page(request: FastifyRequest, reply: FastifyReply, asked: EndSession, notice?: string) {
  const session = await request.findSession();
  if (!session) {
    return asked.returnUri === undefined ? done(request, reply, asked) : reply.redirect(asked.returnUri, 303);
  }
  const { client, hint, stranger, returnUri } = asked;
  const text = request.words['end-session'];
  return show(request, reply, 'end-session', {
    title: text.title,
    authorization: { leaves: returnUri !== undefined },
    ...(notice === undefined ? {} : { status: 403 }),
    values: {
      notice: notice === undefined ? undefined : { kind: 'warning', text: notice },
      lead: client ? text.asks(client.name, session.user.email) : text.lead(session.user.email),
      // A subject of the application's own says nothing to whom it is compared with here.
      another: hint && client?.metadata.subjectType === 'public' && hint.subject !== session.user.id,
      stranger,
      returnHost: returnUri === undefined ? undefined : redirectHost(returnUri),
      action: `${CONFIRM}?${queryOf(request)}`,
      stay: HOME,
    },
  });
}

/** Nothing is left to end, and nobody said where to go. */
async function done(request: FastifyRequest, reply: FastifyReply, { client }: EndSession) {
  const text = request.words['end-session'];
  return show(request, reply, 'end-session', {
    title: text.done,
    anonymous: true,
    values: { over: true, lead: client ? text.overFor(client.name) : text.over, stay: HOME },
  });
}
