import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { LogoProblem } from '../../oauth/model/logo.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { UPLOAD_FORM_BYTES } from '../requests/read-uploads.ts';
import type { OfClient, OwnApplication } from './keeper.ts';
import { tileOf } from './logos.ts';
import { APPLICATIONS, asOwner, ownApplication, ownPlace, pathOfApplication, waitsAgain } from './own-application.ts';

/** The logo of an application: uploaded, looked at, drawn anew, or taken away. */
export const applicationLogo: Page = {
  name: 'application-logo',
  path: `${APPLICATIONS}/:id/logo`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationLogo.path, {
      admit: (request, reply) => ownApplication(request, reply, deps),
      view: (request, reply, own, shown) => page(request, reply, deps, own, shown),
      done: (words) => words['application-logo'].done,
    });
    const pathOf = ({ client }: OwnApplication) => pathOfApplication(client.id, 'logo');
    app.post<OfClient>(
      applicationLogo.path,
      { config: { upload: true, page: applicationLogo.path }, bodyLimit: UPLOAD_FORM_BYTES },
      async (request, reply) => {
        const own = await ownApplication(request, reply, deps);
        if (!own) return reply;
        if (!request.upload) return page(request, reply, deps, own, { status: 422, wrong: 'missing' });
        const logo = await deps.drawLogo(request.upload);
        if ('problem' in logo) {
          const status = logo.problem === 'busy' ? 503 : 422;
          return page(request, reply, deps, own, { status, wrong: logo.problem });
        }
        const kept = await deps.logos.set(own.client.id, logo, asOwner(request, own.session));
        if (!kept) throw new PageError('notFound'); // deleted meanwhile
        return reply.redirect(`${pathOf(own)}?done=changed`, 303);
      },
    );
    post(`${applicationLogo.path}/remove`, async (request, reply, own) => {
      await deps.logos.set(own.client.id, undefined, asOwner(request, own.session));
      return reply.redirect(`${pathOf(own)}?done=removed`, 303);
    });
  },
};

type State = Shown & { readonly wrong?: LogoProblem | 'missing' };

function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'registration'>,
  { session, client }: OwnApplication,
  { status = 200, notice, wrong }: State,
) {
  const text = request.words['application-logo'];
  return show(request, reply, 'application-logo', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      ...ownPlace(request.words, client),
      breadcrumb: text.breadcrumb,
      here: text.here,
      initial: initialOf(client.name),
      notice: notice ?? waitsAgain(request.words, session, client, deps),
      large: tileOf(client.logo),
      error: wrong && text.problems[wrong],
    },
  });
}
