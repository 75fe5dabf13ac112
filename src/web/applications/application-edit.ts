import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { checkLinks, typedLinksOf } from '../../oauth/client-links.ts';
import { checkClientSettings, type TypedSettings } from '../../oauth/client-settings.ts';
import type { Client } from '../../oauth/model/client.ts';
import { visible } from '../frame/difference.ts';
import { field, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import {
  applicationForm,
  type FormProblems,
  problemsOf,
  registrationRules,
  settingsOf,
  typedSettings,
} from './application-form.ts';
import type { Keeper, OfClient, OwnApplication } from './keeper.ts';
import { linksForm, typedLinks } from './links-form.ts';
import { APPLICATIONS, owners, waitsAgain } from './own-application.ts';

const LONGEST_ADDRESS = 2000;

/** Changes what a developer may set of an application. */
export const applicationEdit: Page = {
  name: 'application-edit',
  path: `${APPLICATIONS}/:id/edit`,
  mount(app, deps) {
    editPage(app, deps, applicationEdit.path, {
      ...owners(deps),
      leadOf: (words) => words['application-edit'].lead,
      noticeOf: (words, session, client) => waitsAgain(words, session, client, deps),
    });
  },
};

type EditPage = Pick<Keeper, 'admit' | 'placeOf' | 'actor'> & {
  /** Who may send the form, where not everybody may who sees it. */
  readonly change?: Keeper['admit'];
  readonly leadOf: (words: Words, client: Client) => string;
  readonly noticeOf: (words: Words, session: Session, client: Client) => Notice | undefined;
};

/** The form of an application, for whoever may change it. */
export function editPage(app: FastifyInstance, deps: Deps, path: string, page: EditPage) {
  const post = formPage<OfClient, OwnApplication>(app, path, {
    admit: page.admit,
    ...(page.change && { change: page.change }),
    view: (request, reply, about, shown) => form(request, reply, deps, page, about, shown),
  });
  post(path, async (request, reply, { session, client }) => {
    const typed = typedOf(request, client);
    const checked = checkClientSettings(typed, await registrationRules(deps, session, client));
    const read = checkLinks(typedLinks(request), client.metadata.contacts);
    if ('problems' in checked || 'problems' in read) {
      const shown = { status: 422, ...problemsOf(checked, read) };
      return form(request, reply, deps, page, { session, client }, shown);
    }
    const { grants: _grants, requirePkce: _requirePkce, ...settings } = checked.settings;
    const changed = await deps.clients.change(client.id, settings, page.actor(request, session), read.links);
    if (!changed) throw new PageError('notFound'); // deleted meanwhile
    return reply.redirect(`${page.placeOf(request.words, client).path}?done=changed`, 303);
  });
}

/** What was typed; how it gets its tokens stands on the page “Advanced”, and stays as it is. */
function typedOf(request: FastifyRequest, { grants, requirePkce }: Client): TypedSettings {
  return { ...typedSettings(request), grants, requirePkce };
}

/** The redirect URI that the page's address asks to add: one line, of which the form says what is wrong when it is saved. */
function addressToAdd(request: FastifyRequest, { redirectUris }: Client): string {
  const address = field(queryOf(request), 'redirect_uri');
  const fits = address.length <= LONGEST_ADDRESS && address === visible(address) && !redirectUris.includes(address);
  return fits ? address : '';
}

type State = Shown & Partial<FormProblems>;

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  page: EditPage,
  { session, client }: OwnApplication,
  { status = 200, notice, problems = [], linkProblems = [] }: State,
) {
  const added = request.method === 'POST' ? '' : addressToAdd(request, client);
  const settings = settingsOf(client);
  const typed =
    request.method === 'POST'
      ? typedOf(request, client)
      : { ...settings, redirectUris: [...settings.redirectUris, ...(added === '' ? [] : [added])] };
  const links = request.method === 'POST' ? typedLinks(request) : typedLinksOf(client.metadata);
  const { current, path, crumbs } = page.placeOf(request.words, client);
  const text = request.words['application-edit'];
  return show(request, reply, 'application-edit', {
    title: text.title(client.name),
    status,
    current,
    values: {
      notice:
        notice ??
        (added === '' ? page.noticeOf(request.words, session, client) : { kind: 'warning', text: text.added }),
      path,
      breadcrumb: text.breadcrumb,
      crumbs,
      here: text.here,
      lead: page.leadOf(request.words, client),
      links: linksForm(request.words, links, linkProblems),
      ...applicationForm(
        request.words,
        typed,
        await registrationRules(deps, session, client),
        problems,
        `${path}/advanced`,
      ),
    },
  });
}
