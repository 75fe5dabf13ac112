import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { Authentication } from '../../oauth/model/issued.ts';
import { previewTokens } from '../../oauth/preview-tokens.ts';
import { carriedScopes } from '../../oauth/requested-scopes.ts';
import type { Field } from '../frame/field.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import type { OfClient, OwnApplication, Place } from './keeper.ts';
import { APPLICATIONS, ownApplication, ownPlace } from './own-application.ts';
import { headOf } from './show-application.ts';

const GRANT = 'authorization_code';

/** What the tokens of an application say of its owner. */
export const applicationTokens: Page = {
  name: 'application-tokens',
  path: `${APPLICATIONS}/:id/tokens`,
  mount(app, deps) {
    app.get<OfClient>(applicationTokens.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      return showTokens(request, reply, deps, own, {
        place: ownPlace(request.words, client),
        head: headOf(request.words, client, 'tokens'),
      });
    });
  },
};

/** Answers with what the application would get for the person whom an administrator named, or for whoever asks. Whose it is is recorded. */
export async function showTokens(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { session, client }: OwnApplication,
  { place, head }: { readonly place: Place; readonly head: Readonly<Record<string, unknown>> },
): Promise<FastifyReply> {
  const query = queryOf(request);
  const open = carriedScopes(client, GRANT);
  const chosen = query.has('show') ? open.filter((name) => query.getAll('scope').includes(name)) : open;
  const email = session.user.isAdmin ? field(query, 'email').trim() : '';
  const userId = email === '' ? session.user.id : await idOf(email, deps);
  const asked = {
    client,
    userId: userId ?? '',
    scopes: chosen,
    auth: authOf(request.words, session, userId, deps.now()),
  };
  const preview = userId === undefined ? undefined : await previewTokens(asked, { ...deps, now: deps.now() });
  if (preview) await record(request, session, client, asked.userId, deps);
  const admitted = !preview || !client.restricted || (await deps.groups.isAdmitted(asked.userId, client.id));
  const text = request.words['application-tokens'];
  return show(request, reply, 'application-tokens', {
    title: text.title(client.name),
    status: preview ? 200 : 422,
    current: place.current,
    values: {
      ...head,
      fields: session.user.isAdmin ? { email: emailField(request.words, email, session, preview !== undefined) } : {},
      scopes: open.map((name) => ({ name, checked: chosen.includes(name) })),
      notAdmitted: !admitted,
      shown: preview && [
        {
          id: 'id-token',
          heading: text.idToken,
          lead: text.idTokenLead,
          json: json(preview.idToken),
          none: text.noOpenid,
        },
        {
          id: 'userinfo',
          heading: text.userinfo,
          lead: text.userinfoLead,
          json: json(preview.userinfo),
          none: text.noOpenid,
        },
        {
          id: 'access-token',
          heading: text.accessToken,
          lead: text.accessTokenLead,
          json: json(preview.accessToken),
          none: text.opaque,
        },
      ],
    },
  });
}

async function idOf(email: string, { users }: Pick<Deps, 'users'>): Promise<string | undefined> {
  const read = canonicalEmail(email);
  return 'problem' in read ? undefined : (await users.findByEmail(read.canonical))?.id;
}

function emailField(words: Words, value: string, { user }: Session, known: boolean): Field {
  const text = words['application-tokens'];
  return {
    id: 'email',
    ...text.email,
    type: 'email',
    value: value === '' ? user.email : value,
    error: known ? undefined : text.nobody,
  };
}

/** Who looks at themselves is shown as in this session; anybody else as if they signed in now. */
function authOf(words: Words, session: Session, userId: string | undefined, now: Date): Authentication {
  const own = userId === session.user.id;
  const time = Math.floor((own ? session.authenticatedAt : now).getTime() / 1000);
  return {
    time,
    amr: own ? session.amr : ['pwd'],
    sid: own ? session.handle : words['application-tokens'].someSession,
  };
}

function record(
  request: FastifyRequest,
  { user }: Session,
  { id }: Client,
  userId: string,
  { audit }: Pick<Deps, 'audit'>,
) {
  const { address, requestId } = originOf(request);
  return audit.record({ event: 'token.shown', actorId: user.id, userId, clientId: id, address, requestId });
}

function json(claims: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return claims && JSON.stringify(claims, undefined, 2);
}
