import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client } from '../../oauth/model/client.ts';
import { chosenGrants, legacyChoices } from '../applications/legacy-grants.ts';
import { badgeOf } from '../applications/own-application.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { countOf, spanOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { adminFormPage } from './admin-form-page.ts';
import { ADMIN, by, clientById, seenScopes } from './administration.ts';
import { lastDayOf } from './until.ts';

const text = words['admin-application'];
const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 30 * 86_400;

/** One application, for administrators: whether it may work, and what only they decide. */
export const adminApplication: Page = {
  name: 'admin-application',
  path: `${ADMIN}/applications/:id`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplication.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, deps, client, shown),
      done: text.done,
    });
    /** One of the three decisions; a second press of the same button changes and records nothing. */
    const decision = (path: 'approve' | 'disable' | 'enable', done: keyof typeof text.done) =>
      post(`${adminApplication.path}/${path}`, async (request, reply, { session, thing: { id } }) => {
        const administrator = by(request, session);
        const act = () =>
          path === 'approve'
            ? deps.clients.approve(id, administrator, seenScopes(request))
            : deps.clients[path](id, administrator);
        if (!(await act())) {
          const client = await clientById(id, deps);
          const changed: Notice = { kind: 'warning', text: words.admin.changedMeanwhile };
          if (path === 'approve' && client.state === 'review') {
            return form(request, reply, deps, client, { status: 409, notice: changed });
          }
        }
        const overview = field(formOf(request), 'from') === 'overview';
        return reply.redirect(`${overview ? ADMIN : pathOf(id)}?done=${done}`, 303);
      });
    decision('approve', 'approved');
    decision('disable', 'disabled');
    decision('enable', 'enabled');

    post(`${adminApplication.path}/legacy-grants`, async (request, reply, { session, thing: client }) => {
      const legacyGrants = chosenGrants(formOf(request), client, deps);
      const { outcome } = await administerClient(client.id, { legacyGrants }, by(request, session), deps);
      if (outcome !== 'changed') {
        const wrong = { legacy: words['legacy-grants'].publicPassword };
        return form(request, reply, deps, await clientById(client.id, deps), { status: 422, wrong });
      }
      return reply.redirect(`${pathOf(client.id)}?done=saved`, 303);
    });

    post(`${adminApplication.path}/privileges`, async (request, reply, { session, thing: client }) => {
      const fields = formOf(request);
      const seconds = secondsOf(field(fields, 'access_token_seconds'));
      if (seconds === 'wrong') {
        return form(request, reply, deps, client, { status: 422, wrong: { seconds: text.secondsWrong } });
      }
      const privileges = {
        trusted: fields.has('trusted'),
        resourceServer: fields.has('resource_server'),
        requirePkce: fields.has('require_pkce'),
        accessTokenSeconds: seconds,
      };
      const { outcome } = await administerClient(client.id, { privileges }, by(request, session), deps);
      if (outcome !== 'changed') {
        const wrong = { resourceServer: text.publicResourceServer };
        return form(request, reply, deps, await clientById(client.id, deps), { status: 422, wrong });
      }
      return reply.redirect(`${pathOf(client.id)}?done=saved`, 303);
    });
  },
};

function pathOf(id: string): string {
  return `${ADMIN}/applications/${encodeURIComponent(id)}`;
}

function secondsOf(typed: string): number | 'never' | undefined | 'wrong' {
  const digits = typed.trim().toLowerCase();
  if (digits === '') return undefined;
  if (digits === 'never') return digits;
  const seconds = /^[0-9]{1,9}$/.test(digits) ? Number(digits) : 0;
  return seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS ? seconds : 'wrong';
}

type State = Shown & {
  readonly wrong?: { readonly seconds?: string; readonly resourceServer?: string; readonly legacy?: string };
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  client: Client,
  { status = 200, notice, wrong = {} }: State,
) {
  const now = deps.now();
  const [activity, catalogue] = await Promise.all([deps.activity.summary(client.id, 30), deps.scopes.list()]);
  const sent = (to: string) => (request.url.endsWith(to) ? formOf(request) : undefined);
  const typed = sent('/privileges');
  const fields = {
    resource_server: { id: 'resource_server', label: text.resourceServer, error: wrong.resourceServer },
    legacy: { id: 'legacy', label: words['legacy-grants'].heading, error: wrong.legacy },
    seconds: {
      id: 'access_token_seconds',
      label: text.seconds,
      hint: text.secondsHint(spanOf(deps.lifetimes.accessTokenSeconds)),
      example: '600',
      mono: true,
      value: typed ? field(typed, 'access_token_seconds') : (client.accessTokenSeconds?.toString() ?? ''),
      error: wrong.seconds,
    },
  };
  return show(request, reply, 'admin-application', {
    title: client.name,
    status,
    current: 'administration',
    values: {
      notice,
      path: pathOf(client.id),
      initial: initialOf(client.name),
      application: client.name,
      clientId: client.id,
      state: client.state,
      seen: client.scopes.join(' '),
      badge: badgeOf(client.state),
      stateNotice: { review: text.inReview, disabled: text.disabled, active: undefined }[client.state],
      homepage: client.homepage && { url: client.homepage, host: new URL(client.homepage).host },
      fields,
      legacy: legacyChoices(client, activity, deps, sent('/legacy-grants')?.getAll('legacy_grant')),
      legacyWords: words['legacy-grants'],
      trusted: typed ? typed.has('trusted') : client.trusted,
      resourceServer: typed ? typed.has('resource_server') : client.resourceServer,
      requirePkce: typed ? typed.has('require_pkce') : client.requirePkce,
      dialect: client.dialect && {
        name: client.dialect.name,
        until: client.dialect.expiresAt && text.dialectUntil(lastDayOf(client.dialect.expiresAt)),
      },
      owner: client.ownerName,
      redirectUris: client.redirectUris,
      scopes: client.scopes.map((name) => ({
        name,
        privileged: catalogue.some((scope) => scope.name === name && scope.privileged),
      })),
      type: text.types[client.confidential ? 'confidential' : 'public'],
      grants: client.grants,
      people: countOf(activity.people),
      registeredOn: dayOf(client.createdAt),
      lastUsed: activity.lastAt && timeAgo(activity.lastAt, now),
    },
  });
}
