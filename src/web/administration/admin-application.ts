import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import { accessTokenSeconds } from '../../oauth/issue-tokens.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { KnownOwner } from '../../oauth/model/owner.ts';
import { underProfile } from '../../oauth/profile.ts';
import { chosenGrants, legacyChoices } from '../applications/legacy-grants.ts';
import { shownUse } from '../applications/shown-use.ts';
import { isVerified } from '../authorization/verified.ts';
import { dayOf } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { spanOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, clientById, pathOfAdminTeam, pathOfPerson } from './administration.ts';
import { ADMIN_APPLICATIONS, adminHeadOf, pathOfAdminApplication } from './application-pages.ts';
import { pathOfGroup } from './groups.ts';
import { type ReviewShown, readNote, reviewButtons, reviewValues } from './review.ts';
import { lastDayOf } from './until.ts';

const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 30 * 86_400;

/** One application, for administrators: whether it may work, and what only they decide. */
export const adminApplication: Page = {
  name: 'admin-application',
  path: `${ADMIN_APPLICATIONS}/:id`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplication.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, deps, client, shown),
      done: (words) => ({ ...words['admin-application'].done, ...words.review.done }),
    });
    reviewButtons<Client>(post, adminApplication.path, {
      approve: ({ id }, administrator, review) => deps.clients.approve(id, administrator, review),
      reject: ({ id }, administrator, review) => deps.clients.reject(id, administrator, review),
      again: ({ id }) => clientById(id, deps),
      pathOf: ({ id }) => pathOfAdminApplication(id),
      view: (request, reply, client, shown) => form(request, reply, deps, client, shown),
    });
    // A second press of the same button changes and records nothing.
    post(`${adminApplication.path}/disable`, async (request, reply, { session, thing: client }) => {
      const { note, wrongNote } = readNote(request, false, 'reason');
      if (wrongNote) return form(request, reply, deps, client, { status: 422, wrong: { reason: wrongNote } });
      await deps.clients.disable(client.id, by(request, session), note === '' ? undefined : note);
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=disabled`, 303);
    });
    post(`${adminApplication.path}/enable`, async (request, reply, { session, thing: { id } }) => {
      await deps.clients.enable(id, by(request, session));
      return reply.redirect(`${pathOfAdminApplication(id)}?done=enabled`, 303);
    });

    post(`${adminApplication.path}/note`, async (request, reply, { session, thing: client }) => {
      const { note, wrongNote } = readNote(request, false);
      if (wrongNote) return form(request, reply, deps, client, { status: 422, wrongNote });
      await administerClient(client.id, { note }, by(request, session), deps);
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=saved`, 303);
    });

    post(`${adminApplication.path}/legacy-grants`, async (request, reply, { session, thing: client }) => {
      const legacyGrants = chosenGrants(formOf(request), client, deps);
      const { outcome } = await administerClient(client.id, { legacyGrants }, by(request, session), deps);
      if (outcome !== 'changed') {
        const wrong = { legacy: request.words['legacy-grants'].publicPassword };
        return form(request, reply, deps, await clientById(client.id, deps), { status: 422, wrong });
      }
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=saved`, 303);
    });

    post(`${adminApplication.path}/privileges`, async (request, reply, { session, thing: client }) => {
      const fields = formOf(request);
      const seconds = secondsOf(field(fields, 'access_token_seconds'));
      const text = request.words['admin-application'];
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
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=saved`, 303);
    });
  },
};

/** A word to the developer can always be left, also where there is nothing to decide. */
function reviewOf(request: FastifyRequest, client: Client, wrongNote: string | undefined) {
  const vouched = isVerified(client);
  const values = reviewValues(request, client, client.redirectUris, { wrongNote, vouched });
  return { ...values, saveNote: client.state !== 'review' };
}

function secondsOf(typed: string): number | 'never' | undefined | 'wrong' {
  const digits = typed.trim().toLowerCase();
  if (digits === '') return undefined;
  if (digits === 'never') return digits;
  const seconds = /^[0-9]{1,9}$/.test(digits) ? Number(digits) : 0;
  return seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS ? seconds : 'wrong';
}

function stateNotice(text: Words['admin-application'], { disabledReason, owner }: Client): string {
  if (disabledReason !== 'owner-deleted') return text.disabled;
  return owner.kind === 'none' ? text.ownerDeleted : text.ownerWasDeleted;
}

type State = ReviewShown & {
  readonly wrong?: {
    readonly seconds?: string;
    readonly resourceServer?: string;
    readonly legacy?: string;
    readonly reason?: string;
  };
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  client: Client,
  { status = 200, notice, wrongNote, wrong = {} }: State,
) {
  const now = deps.now();
  const tokenLife = accessTokenSeconds(underProfile(client, deps.serverProfile), deps.lifetimes);
  const [activity, catalogue, groups] = await Promise.all([
    deps.activity.summary(client.id, 30, tokenLife),
    deps.scopes.list(),
    client.restricted ? deps.groups.listOfClient(client.id) : undefined,
  ]);
  const sent = (to: string) => (request.url.endsWith(to) ? formOf(request) : undefined);
  const typed = sent('/privileges');
  const review = client.state === 'disabled' ? undefined : reviewOf(request, client, wrongNote);
  const text = request.words['admin-application'];
  const fields = {
    ...(review && { note: review.note }),
    resource_server: { id: 'resource_server', label: text.resourceServer, error: wrong.resourceServer },
    legacy: { id: 'legacy', label: request.words['legacy-grants'].heading, error: wrong.legacy },
    seconds: {
      id: 'access_token_seconds',
      label: text.seconds,
      hint: text.secondsHint(spanOf(request.words, deps.lifetimes.accessTokenSeconds)),
      example: '600',
      mono: true,
      value: typed ? field(typed, 'access_token_seconds') : (client.accessTokenSeconds?.toString() ?? ''),
      error: wrong.seconds,
    },
    ...(client.state !== 'disabled' && {
      reason: {
        id: 'reason',
        label: text.reason,
        hint: text.reasonHint,
        rows: 2,
        value: field(sent('/disable') ?? new URLSearchParams(), 'reason'),
        error: wrong.reason,
      },
    }),
  };
  return show(request, reply, 'admin-application', {
    title: client.name,
    status,
    current: 'administration',
    values: {
      notice,
      ...adminHeadOf(request.words, client, 'overview'),
      clientId: client.id,
      state: client.state,
      review,
      stateNotice: client.state === 'disabled' ? stateNotice(text, client) : undefined,
      fields,
      legacy: legacyChoices(request.words, client, activity, deps, sent('/legacy-grants')?.getAll('legacy_grant')),
      legacyWords: request.words['legacy-grants'],
      trusted: typed ? typed.has('trusted') : client.trusted,
      resourceServer: typed ? typed.has('resource_server') : client.resourceServer,
      requirePkce: typed ? typed.has('require_pkce') : client.requirePkce,
      dialect: client.dialect && {
        name: client.dialect.name,
        until: client.dialect.expiresAt && text.dialectUntil(lastDayOf(client.dialect.expiresAt)),
      },
      ownerPath: pathOfOwner(client.owner),
      groups: groups?.map(({ id, name }) => ({ name, path: pathOfGroup(id) })),
      redirectUris: client.redirectUris,
      scopes: client.scopes.map((name) => ({
        name,
        privileged: catalogue.some((scope) => scope.name === name && scope.privileged),
      })),
      type: text.types[client.confidential ? 'confidential' : 'public'],
      grants: client.grants,
      registeredOn: dayOf(request.words, client.createdAt),
      use: shownUse(request.words, activity, tokenLife, now),
      revokeAll: {
        path: `${pathOfAdminApplication(client.id)}/revoke-all`,
        text: request.words.application.revokeAll,
        hint: request.words.application.revokeAllHint,
      },
    },
  });
}

function pathOfOwner(owner: KnownOwner): string | undefined {
  if (owner.kind === 'none') return undefined;
  return owner.kind === 'team' ? pathOfAdminTeam(owner.teamId) : pathOfPerson(owner.userId);
}
