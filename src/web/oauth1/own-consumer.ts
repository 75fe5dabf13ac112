import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import type { OfClient } from '../applications/keeper.ts';
import { APPLICATIONS } from '../applications/own-application.ts';
import { PageError } from '../frame/page-error.ts';
import { requireRecentSession, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import type { OAuth1Deps } from './oauth1-page.ts';

export const CONSUMERS = '/oauth1/applications';

export type OwnConsumer = { readonly session: Session; readonly consumer: Consumer };

/** The signed-in person’s own consumer; another’s, like none, is 404 (S140). Undefined: sent to sign in. */
export async function ownConsumer(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<OAuth1Deps, 'oauth1'>,
): Promise<OwnConsumer | undefined> {
  const session = await requireSession(request, reply);
  return session && { session, consumer: await findOwned(request, session, deps) };
}

/** The same for somebody who proved again who they are. Another’s is 404 before anybody is asked for a password. */
export async function ownConsumerAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<OAuth1Deps, 'oauth1' | 'now'>,
): Promise<OwnConsumer | undefined> {
  const signedIn = await request.findSession();
  if (signedIn) await findOwned(request, signedIn, deps);
  const session = await requireRecentSession(request, reply, { now: deps.now() });
  return session && { session, consumer: await findOwned(request, session, deps) };
}

async function findOwned(request: FastifyRequest, session: Session, { oauth1 }: Pick<OAuth1Deps, 'oauth1'>) {
  const { id } = (request as FastifyRequest<OfClient>).params;
  const consumer = await oauth1.consumers.findOwned(id, session.user.id);
  if (!consumer) throw new PageError('notFound');
  return consumer;
}

export function pathOfConsumer(key: string, page = ''): string {
  return `${CONSUMERS}/${encodeURIComponent(key)}${page === '' ? '' : `/${page}`}`;
}

/** The two lists of applications that a person has, where OAuth 1.0a is on. */
export function protocolTabs(words: Words, current: 'oauth1' | 'oauth2') {
  const { tabs } = words.consumers;
  return [
    { path: APPLICATIONS, text: tabs.oauth2, current: current === 'oauth2' },
    { path: CONSUMERS, text: tabs.oauth1, current: current === 'oauth1' },
  ];
}
