import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Client } from '../../oauth/model/client.ts';
import { checkClientSettings, type SettingsProblem } from '../../oauth/register-client.ts';
import { applicationForm, registrationRules, settingsOf, typedSettings } from '../application-form.ts';
import {
  APPLICATIONS,
  findOwned,
  type OfClient,
  ownApplication,
  pathOfApplication,
  recordClient,
} from '../applications.ts';
import type { Deps } from '../deps.ts';
import type { Notice } from '../notice.ts';
import type { Page } from '../page.ts';
import { PageError } from '../page-error.ts';
import { requireSession } from '../plugins/session.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['application-edit'];

/** Changes what a developer may set of an application. */
export const applicationEdit: Page = {
  name: 'application-edit',
  path: `${APPLICATIONS}/:id/edit`,
  mount(app, deps) {
    app.get<OfClient>(applicationEdit.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      return own ? form(request, reply, deps, own.session, own.client, {}) : reply;
    });

    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const client = await findOwned((request as FastifyRequest<OfClient>).params.id, session, deps);
      const notice: Notice = { kind: 'warning', text: sentence };
      return form(request, reply, deps, session, client, { status: 403, notice });
    };
    app.post<OfClient>(applicationEdit.path, { config: { showAgain } }, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { session, client } = own;
      const checked = checkClientSettings(typedSettings(request), await registrationRules(deps, session, client));
      if ('problems' in checked) {
        return form(request, reply, deps, session, client, { status: 422, problems: checked.problems });
      }
      const changed = await deps.clients.change(client.id, checked.settings, { ownerId: session.user.id });
      if (!changed) throw new PageError('notFound'); // deleted meanwhile
      await recordClient(deps, request, session, 'client.changed', client.id);
      return reply.redirect(`${pathOfApplication(client.id)}?done=changed`, 303);
    });
  },
};

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly problems?: readonly SettingsProblem[];
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  client: Client,
  { status = 200, notice, problems = [] }: State,
) {
  const typed = request.method === 'POST' ? typedSettings(request) : settingsOf(client);
  return show(request, reply, 'application-edit', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice,
      application: client.name,
      path: pathOfApplication(client.id),
      ...applicationForm(typed, await registrationRules(deps, session, client), problems),
    },
  });
}
