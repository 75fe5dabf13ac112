import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { requireRecentAdmin } from './administration.ts';

/**
 * A page about one thing, for administrators; what its forms change needs one who just proved who they are (S143). `find`
 * ends in a 404 where there is no such thing.
 */
export function adminFormPage<Params extends object, Thing>(
  app: FastifyInstance,
  deps: Pick<Deps, 'now'>,
  path: string,
  page: {
    readonly find: (params: Params) => Promise<Thing>;
    readonly view: (
      request: FastifyRequest,
      reply: FastifyReply,
      session: Session,
      thing: Thing,
      shown: Shown,
    ) => Promise<FastifyReply> | FastifyReply;
    readonly done?: (words: Words) => Readonly<Record<string, string>>;
  },
) {
  const about = async (session: Session | undefined, params: Params) =>
    session && { session, thing: await page.find(params) };
  return formPage<{ Params: Params }, { readonly session: Session; readonly thing: Thing }>(app, path, {
    admit: async (request, reply) => about(await requireAdmin(request, reply), request.params as Params),
    change: async (request, reply) => about(await requireRecentAdmin(request, reply, deps), request.params as Params),
    view: (request, reply, { session, thing }, shown) => page.view(request, reply, session, thing, shown),
    ...(page.done && { done: page.done }),
  });
}
