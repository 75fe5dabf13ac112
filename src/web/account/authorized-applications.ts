import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { From } from '../../events.ts';
import { idleSeconds } from '../../oauth/issue-tokens.ts';
import { tileOf } from '../applications/logos.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { grantedDetail } from '../authorization/shown-detail.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { inWords } from '../frame/scope-texts.ts';
import { show } from '../frame/show.ts';
import { spanOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { originOf, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';

/** What a person has let into their account, and the way to end it. */
export const authorizedApplications: Page = {
  name: 'authorized-applications',
  path: '/oauth2/authorized_applications',
  mount(app, deps) {
    const post = formPage(app, authorizedApplications.path, {
      admit: requireSession,
      view: (request, reply, session, shown) => list(request, reply, deps, session, shown),
      done: (words) => ({ revoked: words['authorized-applications'].done }),
    });
    post(authorizedApplications.path, async (request, reply, session) => {
      const clientId = field(formOf(request), 'client_id');
      await revoke(session.user.id, clientId, originOf(request), deps);
      return reply.redirect(`${authorizedApplications.path}?done=revoked`, 303);
    });
  },
};

/** Ends what this person allowed a client, or a consumer of OAuth 1.0a: no id is one of each. */
async function revoke(userId: string, id: string, from: From, { consents, oauth1 }: Deps): Promise<void> {
  if (!(await consents.revoke(userId, id, from))) await oauth1?.accessTokens.revoke(userId, id, from);
}

async function list(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice }: Shown,
) {
  const [allowed, known, types] = await Promise.all([
    listAllowed(request.words, session.user.id, deps),
    deps.scopes.list(),
    deps.detailsTypes.list(),
  ]);
  const catalogue = inWords(request.words, known);
  const now = deps.now();
  const text = request.words['authorized-applications'];
  return show(request, reply, 'authorized-applications', {
    title: text.title,
    status,
    current: 'authorized',
    values: {
      notice,
      exactly: request.words.consent.exactly,
      applications: allowed.map(({ client, scopes, details, notes, createdAt, lastUsedAt }) => ({
        id: client.id,
        name: client.name,
        initial: initialOf(client.name),
        logo: tileOf('logo' in client ? client.logo : undefined, 'small'),
        owner: client.ownerName ?? request.words.consent.nobodyKnown,
        verified: client.verified,
        homepage: client.homepage && { url: client.homepage, host: new URL(client.homepage).host },
        scopes: scopes.map((name) => catalogue.find((scope) => scope.name === name) ?? { name, description: '' }),
        details: details.map((detail) => grantedDetail(detail, types)),
        notes,
        first: dayOf(request.words, createdAt),
        last: timeAgo(request.words, lastUsedAt, now),
        revokeLabel: text.revokeOne(client.name),
      })),
    },
  });
}

/** What a person allowed, of both protocols, the last used first. */
export async function listAllowed(
  words: Words,
  userId: string,
  { consents, oauth1, lifetimes }: Pick<Deps, 'consents' | 'oauth1' | 'lifetimes'>,
) {
  const [given, consumers = []] = await Promise.all([consents.list(userId), oauth1?.accessTokens.list(userId)]);
  const text = words['authorized-applications'];
  return [
    ...given.map(({ directly, ...consent }) => ({
      ...consent,
      byConsumer: false,
      notes: [
        ...(consent.client.accessTokenSeconds === 'never'
          ? [text.endless(spanOf(words, idleSeconds(consent.client, lifetimes)))]
          : []),
        ...directly.flatMap((grant) => text.direct[grant] ?? []),
      ],
    })),
    ...consumers.map(({ consumer, ...use }) => ({
      client: { id: consumer.key, ...consumer },
      ...use,
      byConsumer: true,
      details: [],
      notes: [text.consumer],
    })),
  ].sort((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime());
}
