import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { rotateSecret } from '../../oauth/register-client.ts';
import { APPLICATIONS, findOwned, type OfClient, pathOfApplication, recordClient } from '../applications.ts';
import { formOf } from '../form.ts';
import { redirectWithSecret } from '../new-secret.ts';
import type { Notice } from '../notice.ts';
import type { Page } from '../page.ts';
import { PageError } from '../page-error.ts';
import { requireRecentSession } from '../plugins/session.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['application-rotate-secret'];

/** Gives an application another client secret, after the person proved again who they are. */
export const applicationRotateSecret: Page = {
  name: 'application-rotate-secret',
  path: `${APPLICATIONS}/:id/rotate-secret`,
  mount(app, deps) {
    /** Another's application is 404 before anybody is asked for a password; a public one has no secret to rotate. */
    const own = async (request: FastifyRequest, reply: FastifyReply) => {
      const { id } = (request as FastifyRequest<OfClient>).params;
      const signedIn = await request.findSession();
      if (signedIn) await findOwned(id, signedIn, deps);
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      if (!session) return undefined;
      const client = await findOwned(id, session, deps);
      if (!client.confidential) throw new PageError('notFound');
      return { session, client };
    };
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const found = await own(request, reply);
      return found ? form(request, reply, found.client, 403, { kind: 'warning', text: sentence }) : reply;
    };
    app.get<OfClient>(applicationRotateSecret.path, async (request, reply) => {
      const found = await own(request, reply);
      return found ? form(request, reply, found.client, 200) : reply;
    });
    app.post<OfClient>(applicationRotateSecret.path, { config: { showAgain } }, async (request, reply) => {
      const found = await own(request, reply);
      if (!found) return reply;
      const { session, client } = found;
      const endOld = formOf(request).has('end_old');
      const by = { ownerId: session.user.id };
      const secret = await rotateSecret({ clientId: client.id, endOld, by }, deps);
      if (secret === undefined) throw new PageError('notFound'); // deleted or made public meanwhile
      await recordClient(deps, request, session, 'client.secret_rotated', client.id, endOld ? 'at once' : undefined);
      const { id } = client;
      const made = { id, path: pathOfApplication(id), secret: { kind: 'rotated', value: secret } } as const;
      return redirectWithSecret(reply, deps, session, made);
    });
  },
};

function form(request: FastifyRequest, reply: FastifyReply, client: Client, status: number, notice?: Notice) {
  return show(request, reply, 'application-rotate-secret', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice,
      application: client.name,
      path: pathOfApplication(client.id),
      lead: client.secrets.length > 0 ? text.lead : text.leadNone,
      one: client.secrets.length > 0,
      two: client.secrets.length > 1,
    },
  });
}
