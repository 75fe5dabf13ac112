import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecretOf, mintClientSecret } from '../../oauth/client-secret.ts';
import type { Client } from '../../oauth/model/client.ts';
import { rotateSecret } from '../../oauth/register-client.ts';
import { formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { OfClient, OwnApplication } from './keeper.ts';
import { redirectToMade } from './new-secret.ts';
import { APPLICATIONS, asOwner, ownApplication, ownApplicationAgain, pathOfApplication } from './own-application.ts';

/** Gives an application another client secret, when the person has proved again who they are. */
export const applicationRotateSecret: Page = {
  name: 'application-rotate-secret',
  path: `${APPLICATIONS}/:id/rotate-secret`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationRotateSecret.path, {
      admit: async (request, reply) => withSecret(await ownApplication(request, reply, deps)),
      change: async (request, reply) => withSecret(await ownApplicationAgain(request, reply, deps)),
      view: (request, reply, { client }, shown) => form(request, reply, client, shown),
    });
    post(applicationRotateSecret.path, async (request, reply, { session, client }) => {
      const endOld = formOf(request).has('end_old');
      const by = asOwner(request, session);
      const { id } = client;
      const mint = mintOf(request, session, deps);
      const { made: secret, showsSecret } = await madeBy(
        rotateSecret({ clientId: id, endOld, by }, { ...deps, mint }),
        async () => {
          const [before, now] = [mintClientSecret(mint).value, await deps.clients.find(id)];
          return now && isSecretOf(now, before, deps.now()) ? before : undefined;
        },
        deps.now,
      );
      if (secret === undefined) throw new PageError('notFound'); // deleted or made public meanwhile
      const made = { id, path: pathOfApplication(id), kind: 'rotated', secret, showsSecret } as const;
      return redirectToMade(reply, deps, session, made);
    });
    post(`${APPLICATIONS}/:id/end-old-secret`, async (request, reply, { session, client }) => {
      await deps.clients.endOldSecret(client.id, asOwner(request, session));
      return reply.redirect(`${pathOfApplication(client.id)}?done=ended`, 303);
    });
  },
};

/** A public one has no secret to rotate. */
export function withSecret(own: OwnApplication | undefined): OwnApplication | undefined {
  if (own && !own.client.confidential) throw new PageError('notFound');
  return own;
}

function form(request: FastifyRequest, reply: FastifyReply, client: Client, { status = 200, notice }: Shown) {
  const text = request.words['application-rotate-secret'];
  const one = client.secrets.some(({ name }) => name === undefined);
  return show(request, reply, 'application-rotate-secret', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice,
      application: client.name,
      path: pathOfApplication(client.id),
      lead: one ? text.lead : text.leadNone,
      one,
      endOld: formOf(request).has('end_old'),
      two: client.secrets.filter(({ name }) => name === undefined).length > 1,
      named: client.secrets.some(({ name }) => name !== undefined),
    },
  });
}
