import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { EventName } from '../../events.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { ADMIN, ADMIN_CONSUMERS, provePath, requireRecentAdmin, seenScopes } from '../administration.ts';
import { type OfClient, recordClient } from '../applications.ts';
import { field, formOf, queryOf } from '../form.ts';
import type { Notice } from '../notice.ts';
import { type OAuth1Deps, oauth1Page } from '../oauth1-page.ts';
import { PageError } from '../page-error.ts';
import { requireAdmin } from '../plugins/session.ts';
import { show } from '../show.ts';
import { factsOf } from '../show-consumer.ts';
import { words } from '../words/index.ts';

const text = words['admin-consumer'];
const PATH = `${ADMIN_CONSUMERS}/:id`;

/** One application of OAuth 1.0a, for administrators: whether it may work, and whether it must sign. */
export const adminConsumer = oauth1Page('admin-consumer', PATH, (app, deps) => {
  app.get<OfClient>(PATH, async (request, reply) => {
    const session = await requireAdmin(request, reply);
    if (!session) return reply;
    const done = field(queryOf(request), 'done');
    const sentence = Object.hasOwn(text.done, done) ? text.done[done as keyof typeof text.done] : undefined;
    const notice: Notice | undefined = sentence ? { kind: 'success', text: sentence } : undefined;
    return form(request, reply, deps, session, await found(request.params.id, deps), 200, notice);
  });

  const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
    const session = await requireAdmin(request, reply);
    if (!session) return reply;
    const consumer = await found((request as FastifyRequest<OfClient>).params.id, deps);
    return form(request, reply, deps, session, consumer, 403, { kind: 'warning', text: sentence });
  };
  /** A form of this page, for an administrator who just proved who they are: what it changes, and what it records. */
  const post = (
    path: string,
    act: (key: string, request: FastifyRequest) => Promise<boolean>,
    event: EventName,
    done: keyof typeof text.done,
    detail?: string,
  ) =>
    app.post<OfClient>(`${PATH}/${path}`, { config: { showAgain } }, async (request, reply) => {
      const { id } = request.params;
      const session = await requireRecentAdmin(request, reply, deps, pathOf(id));
      if (!session) return reply;
      // A second press of the same button changes and records nothing.
      if (await act(id, request)) await recordClient(deps, request, session, event, id, detail);
      else {
        const consumer = await found(id, deps);
        const changed: Notice = { kind: 'warning', text: words.admin.changedMeanwhile };
        if (path === 'approve' && consumer.state === 'review') {
          return form(request, reply, deps, session, consumer, 409, changed);
        }
      }
      const overview = field(formOf(request), 'from') === 'overview';
      return reply.redirect(`${overview ? ADMIN : pathOf(id)}?done=${done}`, 303);
    });
  const { consumers } = deps.oauth1;
  const approve = (key: string, request: FastifyRequest) => consumers.approve(key, seenScopes(request));
  post('approve', approve, 'client.approved', 'approved');
  post('disable', consumers.disable, 'client.disabled', 'disabled');
  post('enable', consumers.enable, 'client.enabled', 'enabled');
  const allow = (key: string, request: FastifyRequest) =>
    consumers.allowPlaintext(key, formOf(request).has('plaintext'));
  post('privileges', allow, 'client.changed', 'saved', 'privileges');
});

async function found(key: string, { oauth1 }: Pick<OAuth1Deps, 'oauth1'>): Promise<Consumer> {
  const consumer = await oauth1.consumers.find(key);
  if (!consumer) throw new PageError('notFound');
  return consumer;
}

function pathOf(key: string): string {
  return `${ADMIN_CONSUMERS}/${encodeURIComponent(key)}`;
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  session: Session,
  consumer: Consumer,
  status: number,
  notice: Notice | undefined,
) {
  const { key, name, state, plaintextAllowed } = consumer;
  return show(request, reply, 'admin-consumer', {
    title: name,
    status,
    current: 'administration',
    values: {
      ...factsOf(consumer),
      notice,
      state,
      seen: consumer.scopes.join(' '),
      stateNotice: { review: text.inReview, disabled: text.disabled, active: undefined }[state],
      provePath: provePath(session, deps.now(), pathOf(key)),
      prove: words.admin,
      path: pathOf(key),
      plaintextAllowed,
    },
  });
}
