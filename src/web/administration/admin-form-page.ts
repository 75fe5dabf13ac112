import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { requireRecentAdmin } from './administration.ts';

/**
 * A page about one thing, for administrators; what its forms change needs one who just proved who they are (S143). `find`
 * ends in a 404 where there is no such thing, `pathOf` is where to come back to from being asked for a password.
 */
export function adminFormPage<Params extends object, Thing>(
  app: FastifyInstance,
  deps: Pick<Deps, 'now'>,
  path: string,
  page: {
    readonly find: (params: Params) => Promise<Thing>;
    readonly pathOf: (params: Params) => string;
    readonly view: (
      request: FastifyRequest,
      reply: FastifyReply,
      session: Session,
      thing: Thing,
      shown: Shown,
    ) => Promise<FastifyReply> | FastifyReply;
    readonly done?: Readonly<Record<string, string>>;
  },
) {
  const about = async (session: Session | undefined, params: Params) =>
    session && { session, thing: await page.find(params) };
  return formPage<{ Params: Params }, { readonly session: Session; readonly thing: Thing }>(app, path, {
    async admit(request, reply) {
      const params = request.params as Params;
      // Where the session has ended, a form is sent from here to an address that may have no GET.
      const returnTo = request.method === 'GET' ? undefined : page.pathOf(params);
      return about(await requireAdmin(request, reply, returnTo), params);
    },
    change: async (request, reply) => {
      const params = request.params as Params;
      return about(await requireRecentAdmin(request, reply, deps, page.pathOf(params)), params);
    },
    view: (request, reply, { session, thing }, shown) => page.view(request, reply, session, thing, shown),
    ...(page.done && { done: page.done }),
  });
}
