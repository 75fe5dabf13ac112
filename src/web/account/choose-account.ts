import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';

/** Asks a signed-in person whether it is this account that they mean: a client sent prompt=select_account. */
export const chooseAccount: Page = {
  name: 'choose-account',
  path: '/sign-in/choose',
  mount(app, deps) {
    app.get(this.path, (request, reply) => ask(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      ask(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(this.path, { config: { showAgain } }, async (request, reply) => {
      const returnTo = returnToOf(request);
      const session = await requireSession(request, reply, returnTo);
      if (!session) return reply;
      return reply.redirect(provenReturnTo(returnTo, 'chosen', { ...deps, sessionHash: session.idHash }), 303);
    });
  },
};

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { status = 200, notice }: { readonly status?: number; readonly notice?: Notice },
): Promise<FastifyReply> {
  const returnTo = returnToOf(request);
  const session = await requireSession(request, reply, returnTo);
  if (!session) return reply;
  const requester = await findRequester(returnTo, deps);
  const text = request.words['choose-account'];
  return show(request, reply, 'choose-account', {
    title: text.title,
    status,
    ...(requester ? { authorization: requester } : {}),
    values: {
      notice,
      lead: requester ? text.lead(requester.name) : text.leadAnywhere,
      goOn: text.goOn(session.user.name),
      action: withReturnTo('/sign-in/choose', returnTo),
      again: withReturnTo('/sign-out', returnTo),
    },
  });
}
