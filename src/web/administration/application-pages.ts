import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import type { Keeper, OwnApplication, Place } from '../applications/keeper.ts';
import { tileOf } from '../applications/logos.ts';
import { badgeOf } from '../applications/own-application.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { ADMIN, by, clientById, pathOfEvents, requireRecentAdmin } from './administration.ts';

export const ADMIN_APPLICATIONS = `${ADMIN}/applications`;

/** Administrators, who change any application, on pages of their own. */
export function administrators(deps: Pick<Deps, 'clients' | 'now'>): Keeper {
  const about = async (session: Session | undefined, id: string): Promise<OwnApplication | undefined> =>
    session && { session, client: await clientById(id, deps) };
  return {
    admit: async (request, reply) => about(await requireAdmin(request, reply), request.params.id),
    admitAgain: async (request, reply) => about(await requireRecentAdmin(request, reply, deps), request.params.id),
    placeOf: adminPlace,
    actor: by,
  };
}

export function pathOfAdminApplication(id: string): string {
  return `${ADMIN_APPLICATIONS}/${encodeURIComponent(id)}`;
}

export function adminPlace(words: Words, { id, name }: Pick<Client, 'id' | 'name'>): Place {
  const path = pathOfAdminApplication(id);
  const text = words['admin-application'];
  return {
    current: 'administration',
    path,
    list: ADMIN_APPLICATIONS,
    crumbs: [
      { path: ADMIN, text: text.administration },
      { path: ADMIN_APPLICATIONS, text: text.applications },
      { path, text: name },
    ],
    steps: ['edit', 'advanced'],
  };
}

/** The head that the pages of an application have: its name and state, what can be done, and the tabs. */
export function adminHeadOf(words: Words, client: Client, tab: keyof Words['admin-application']['tabs']) {
  const { path, crumbs } = adminPlace(words, client);
  const homepage = client.homepage === undefined ? undefined : new URL(client.homepage);
  const text = words['admin-application'];
  return {
    application: client.name,
    breadcrumb: text.breadcrumb,
    crumbs: crumbs.slice(0, -1),
    here: client.name,
    initial: initialOf(client.name),
    logo: tileOf(client.logo),
    logoLink: undefined,
    path,
    badge: badgeOf(words, client),
    owner: ownerName(client) ?? words.applications.nobodyBut[client.metadata.origin],
    homepage: homepage && { url: homepage.href, host: homepage.host },
    actions: [
      { path: `${path}/edit`, text: text.edit },
      { path: `${path}/advanced`, text: words.application.advanced },
      { path: `${path}/roles`, text: words.application.roles },
      { path: `${path}/transfer`, text: text.transfer },
      { path: `${path}/delete`, text: text.delete, danger: true },
    ],
    tabs: [
      { path, text: text.tabs.overview, current: tab === 'overview' },
      { path: `${path}/refusals`, text: text.tabs.refusals, current: tab === 'refusals' },
      { path: `${path}/tokens`, text: text.tabs.tokens, current: tab === 'tokens' },
      { path: pathOfEvents({ application: client.id }), text: text.tabs.events, current: false },
    ],
  };
}
