import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { checkClientSettings, type SettingsProblem } from '../../oauth/client-settings.ts';
import type { Client } from '../../oauth/model/client.ts';
import { visible } from '../frame/difference.ts';
import { field, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { applicationForm, registrationRules, settingsOf, typedSettings } from './application-form.ts';
import {
  APPLICATIONS,
  asOwner,
  type OfClient,
  type OwnApplication,
  ownApplication,
  pathOfApplication,
  waitsAgain,
} from './own-application.ts';

const text = words['application-edit'];
const LONGEST_ADDRESS = 2000;

/** Changes what a developer may set of an application. */
export const applicationEdit: Page = {
  name: 'application-edit',
  path: `${APPLICATIONS}/:id/edit`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationEdit.path, {
      admit: (request, reply) => ownApplication(request, reply, deps),
      view: (request, reply, { session, client }, shown) => form(request, reply, deps, session, client, shown),
    });
    post(applicationEdit.path, async (request, reply, { session, client }) => {
      const checked = checkClientSettings(typedSettings(request), await registrationRules(deps, session, client));
      if ('problems' in checked) {
        return form(request, reply, deps, session, client, { status: 422, problems: checked.problems });
      }
      const changed = await deps.clients.change(client.id, checked.settings, asOwner(request, session));
      if (!changed) throw new PageError('notFound'); // deleted meanwhile
      return reply.redirect(`${pathOfApplication(client.id)}?done=changed`, 303);
    });
  },
};

/** The redirect URI that the page's address asks to add: one line, of which the form says what is wrong when it is saved. */
function addressToAdd(request: FastifyRequest, { redirectUris }: Client): string {
  const address = field(queryOf(request), 'redirect_uri');
  const fits = address.length <= LONGEST_ADDRESS && address === visible(address) && !redirectUris.includes(address);
  return fits ? address : '';
}

type State = Shown & { readonly problems?: readonly SettingsProblem[] };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  client: Client,
  { status = 200, notice, problems = [] }: State,
) {
  const added = request.method === 'POST' ? '' : addressToAdd(request, client);
  const settings = settingsOf(client);
  const typed =
    request.method === 'POST'
      ? typedSettings(request)
      : { ...settings, redirectUris: [...settings.redirectUris, ...(added === '' ? [] : [added])] };
  return show(request, reply, 'application-edit', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice: notice ?? (added === '' ? waitsAgain(session, client, deps) : { kind: 'warning', text: text.added }),
      application: client.name,
      path: pathOfApplication(client.id),
      ...applicationForm(typed, await registrationRules(deps, session, client), problems),
    },
  });
}
