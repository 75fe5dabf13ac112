import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { accessTokenSeconds, idleSeconds } from '../../oauth/issue-tokens.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ActivitySummary } from '../../oauth/model/client-activity.ts';
import { DEVICE_CODE } from '../../oauth/model/device-code.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import { underProfile } from '../../oauth/profile.ts';
import { redirectUriRemark } from '../../oauth/redirect-uri.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { dayOf, type ShownTime, timeAgo } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { spanOf } from '../frame/spans.ts';
import { pathOfTeam } from '../teams/own-team.ts';
import type { Words } from '../words/index.ts';
import type { OwnApplication } from './keeper.ts';
import { legacyNotices } from './legacy-grants.ts';
import { tileOf } from './logos.ts';
import { takeSecret } from './new-secret.ts';
import { badgeOf, ownPlace, pathOfApplication, reviewNotices } from './own-application.ts';
import { catalogueFor, refusedLately, shownRefusals, whyOver } from './refusals.ts';
import { secretNotices } from './secret-notices.ts';
import { shownDialect } from './shown-dialect.ts';
import { shownHandedOn } from './shown-handed-on.ts';
import { shownLogouts } from './shown-logouts.ts';
import { shownProfile } from './shown-profile.ts';
import { shownUse } from './shown-use.ts';

const SHOWN_REFUSALS = 2;
const KEPT_REFUSALS = 50;
const DAYS = 30;

/** Answers with the page of an application, and on it once the secret that was made a moment ago. */
export async function showApplication(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { session, client }: OwnApplication,
): Promise<FastifyReply> {
  const { id } = client;
  const effective = underProfile(client, deps.serverProfile);
  const tokenLife = accessTokenSeconds(effective, deps.lifetimes);
  const [offer, activity, refusals, logouts] = await Promise.all([
    deps.clientOffers.find(id),
    deps.activity.summary(id, DAYS, tokenLife),
    deps.refusals.list(id, KEPT_REFUSALS),
    shownLogouts(request.words, client, deps),
  ]);
  const profile = shownProfile(request.words, client, deps.serverProfile);
  const secret = takeSecret(request, reply, deps, session, id);
  const now = deps.now();
  const dialect = shownDialect(request.words, client, activity.dialect, deps.dialects, now);
  const known = {
    now,
    issuedAt: activity.lastIssuedAt,
    place: ownPlace(request.words, client),
    catalogue: await catalogueFor(refusals, deps),
  };
  const warned = refusals.find(
    (refusal) => whyOver(request.words, refusal, effective, activity.lastIssuedAt) === undefined,
  );
  const latest = shownRefusals(request.words, refusals.slice(0, SHOWN_REFUSALS), effective, known);
  const text = request.words.application;
  return show(request, reply, 'application', {
    title: client.name,
    current: 'applications',
    copyButton: true,
    values: {
      ...headOf(request.words, client, 'overview'),
      secret: secret && { heading: text.secret[secret.kind](client.name), value: secret.value },
      notices: [
        ...noticesOf(request.words, secret ? '' : takeDone(request, reply), client),
        ...refusalNotices(
          request.words,
          warned && shownRefusals(request.words, [warned], effective, known)[0],
          refusedLately(request.words, warned?.lastAt, now),
        ),
        ...profile.notices,
        ...secretNotices(request.words, client, now),
        ...(dialect?.notices ?? []),
        ...legacyNotices(request.words, client, activity, deps),
      ],
      handedOn: shownHandedOn(request.words, client),
      dialect,
      dialectWords: request.words.dialects,
      secrets: client.secrets.map((each) => ({
        hint: each.hint,
        name: each.name,
        made: timeAgo(request.words, each.createdAt, now),
        used: each.lastUsedAt && timeAgo(request.words, each.lastUsedAt, now),
        ends: each.expiresAt && dayOf(request.words, each.expiresAt),
        replaced: each.name === undefined && each.expiresAt !== undefined,
      })),
      confidential: client.confidential,
      endpoints: endpointsOf(request.words, client, deps.issuer),
      refusals: latest,
      refusalWords: request.words['application-refusals'],
      allRefusals: refusals.length > SHOWN_REFUSALS ? text.all(refusals.length) : undefined,
      logouts,
      redirectUris: client.redirectUris,
      previews: client.previews.map(({ uri, expiresAt }) => ({ uri, until: dayOf(request.words, expiresAt) })),
      scopes: client.scopes,
      type: text.types[client.confidential ? 'confidential' : 'public'],
      privileges: [...privilegesOf(request.words, effective), ...profile.lines],
      grants: client.grants,
      pkce: client.grants.includes('authorization_code') ? pkceHint(request.words, effective, activity) : undefined,
      tokensLive:
        tokenLife === undefined
          ? text.untilRevoked(spanOf(request.words, idleSeconds(client, deps.lifetimes)))
          : spanOf(request.words, tokenLife),
      use: shownUse(request.words, activity, tokenLife, now),
      revokeAll: { path: `${pathOfApplication(id)}/revoke-all`, text: text.revokeAll, hint: text.revokeAllHint },
      owner: ownerName(client),
      teamPath: client.owner.kind === 'team' ? pathOfTeam(client.owner.teamId) : undefined,
      offered: offer && text.offeredTo(offer.to),
      registeredOn: dayOf(request.words, client.createdAt),
    },
  });
}

/** The head that every page of an application has: its name, state and buttons, and the tabs. */
export function headOf(words: Words, client: Client, tab: keyof Words['application']['tabs']) {
  const homepage = client.homepage === undefined ? undefined : new URL(client.homepage);
  const text = words.application;
  return {
    application: client.name,
    breadcrumb: text.breadcrumb,
    crumbs: ownPlace(words, client).crumbs.slice(0, -1),
    here: client.name,
    initial: initialOf(client.name),
    logo: tileOf(client.logo),
    logoLink: { path: pathOfApplication(client.id, 'logo'), text: text.changeLogo },
    path: pathOfApplication(client.id),
    clientId: client.id,
    actions: [
      { path: pathOfApplication(client.id, 'edit'), text: text.edit },
      { path: pathOfApplication(client.id, 'advanced'), text: text.advanced },
      { path: pathOfApplication(client.id, 'roles'), text: text.roles },
      ...(client.confidential ? [{ path: pathOfApplication(client.id, 'rotate-secret'), text: text.rotate }] : []),
      { path: pathOfApplication(client.id, 'delete'), text: text.delete, danger: true },
    ],
    badge: badgeOf(words, client),
    homepage: homepage && { url: homepage.href, host: homepage.host },
    tabs: [
      { path: pathOfApplication(client.id), text: text.tabs.overview, current: tab === 'overview' },
      ...(client.confidential
        ? [{ path: pathOfApplication(client.id, 'secrets'), text: text.tabs.secrets, current: tab === 'secrets' }]
        : []),
      { path: pathOfApplication(client.id, 'refusals'), text: text.tabs.refusals, current: tab === 'refusals' },
      { path: pathOfApplication(client.id, 'tokens'), text: text.tabs.tokens, current: tab === 'tokens' },
      { path: pathOfApplication(client.id, 'example'), text: text.tabs.example, current: tab === 'example' },
      { path: pathOfApplication(client.id, 'openapi'), text: text.tabs.openapi, current: tab === 'openapi' },
    ],
  };
}

/** What sets it apart from others of its type. */
function privilegesOf(words: Words, { trusted, resourceServer, metadata }: Client): readonly string[] {
  const text = words.application;
  return [
    ...(trusted ? [text.trusted] : []),
    ...(resourceServer ? [text.resourceServer] : []),
    ...(metadata.dpopBoundAccessTokens ? [text.dpopBound] : []),
    ...(metadata.tlsClientCertificateBoundAccessTokens ? [text.certificateBound] : []),
  ];
}

function noticesOf(words: Words, done: string, client: Client): readonly Notice[] {
  const notices: Notice[] = [];
  const text = words.application;
  if (Object.hasOwn(text.done, done)) {
    notices.push({ kind: 'success', text: text.done[done as keyof Words['application']['done']](client.name) });
  }
  if (client.state === 'review' && !client.rejectedAt) notices.push({ kind: 'warning', text: text.inReview });
  notices.push(...reviewNotices(words, client));
  if (client.state === 'disabled') notices.push({ kind: 'danger', text: text.disabled });
  if (client.confidential && client.secrets.length === 0) notices.push({ kind: 'warning', text: text.noSecret });
  for (const uri of client.redirectUris) {
    const remark = redirectUriRemark(uri);
    if (remark !== undefined) notices.push({ kind: 'information', text: `${uri}: ${words.sentenceOf(remark)}` });
  }
  return notices;
}

/** The newest refusal whose cause is still there, in a sentence: what is below may be below the edge of the screen. */
function refusalNotices(
  words: Words,
  newest: ReturnType<typeof shownRefusals>[number] | undefined,
  at: ShownTime | undefined,
): readonly Notice[] {
  if (!newest || !at) return [];
  const text = words.application;
  const link = { href: '#refusals', text: text.seeWhy };
  return [{ kind: 'warning', text: text.refusedLately(at.text, newest.title), link }];
}

function endpointsOf(words: Words, client: Client, issuer: string) {
  const visits = ['authorization_code', 'implicit'].some((grant) => client.grants.includes(grant));
  const text = words.application;
  const endpoints = [
    ...(visits ? [[text.endpoints.authorize, '/oauth2/authorize']] : []),
    ...(client.grants.includes(DEVICE_CODE) ? [[text.endpoints.device, '/oauth2/device_authorization']] : []),
    [text.endpoints.token, '/oauth2/token'],
    [text.endpoints.revoke, '/oauth2/revoke'],
    ...(client.confidential ? [[text.endpoints.introspect, '/oauth2/introspect']] : []),
    [text.endpoints.metadata, '/.well-known/oauth-authorization-server'],
  ];
  return endpoints.map(([name, path]) => ({ name, url: `${issuer}${path}` }));
}

function pkceHint(words: Words, client: Client, { withPkce, withoutPkce }: ActivitySummary): string {
  const text = words.application;
  if (!client.confidential) return text.pkceHints.public;
  if (client.requirePkce) return text.pkceHints.always;
  if (withPkce === 0) return text.pkceHints.unused;
  const of = withPkce + withoutPkce;
  return withoutPkce === 0 ? text.pkceHints.all(of) : text.pkceHints.some(withPkce, of);
}
