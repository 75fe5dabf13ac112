import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Administrator } from '../../events.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { adminFormPage } from '../administration/admin-form-page.ts';
import { ADMIN, ADMIN_CONSUMERS, by, seenScopes } from '../administration/administration.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { words } from '../words/index.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import { factsOf } from './show-consumer.ts';

const text = words['admin-consumer'];
const PATH = `${ADMIN_CONSUMERS}/:id`;

/** One application of OAuth 1.0a, for administrators: whether it may work, and whether it must sign. */
export const adminConsumer = oauth1Page('admin-consumer', PATH, (app, deps) => {
  const post = adminFormPage(app, deps, PATH, {
    find: ({ id }: { readonly id: string }) => found(id, deps),
    view: (request, reply, _session, consumer, shown) => form(request, reply, consumer, shown),
    done: text.done,
  });
  /** A form of this page: what it changes. */
  const button = (
    path: string,
    act: (key: string, administrator: Administrator, request: FastifyRequest) => Promise<boolean>,
    done: keyof typeof text.done,
  ) =>
    post(`${PATH}/${path}`, async (request, reply, { session, thing: { key: id } }) => {
      // A second press of the same button changes and records nothing.
      if (!(await act(id, by(request, session), request))) {
        const consumer = await found(id, deps);
        const changed: Notice = { kind: 'warning', text: words.admin.changedMeanwhile };
        if (path === 'approve' && consumer.state === 'review') {
          return form(request, reply, consumer, { status: 409, notice: changed });
        }
      }
      const overview = field(formOf(request), 'from') === 'overview';
      return reply.redirect(`${overview ? ADMIN : pathOf(id)}?done=${done}`, 303);
    });
  const { consumers } = deps.oauth1;
  button(
    'approve',
    (key, administrator, request) => consumers.approve(key, administrator, seenScopes(request)),
    'approved',
  );
  button('disable', consumers.disable, 'disabled');
  button('enable', consumers.enable, 'enabled');
  const allow = (key: string, administrator: Administrator, request: FastifyRequest) =>
    consumers.allowPlaintext(key, formOf(request).has('plaintext'), administrator);
  button('privileges', allow, 'saved');
});

async function found(key: string, { oauth1 }: Pick<OAuth1Deps, 'oauth1'>): Promise<Consumer> {
  const consumer = await oauth1.consumers.find(key);
  if (!consumer) throw new PageError('notFound');
  return consumer;
}

function pathOf(key: string): string {
  return `${ADMIN_CONSUMERS}/${encodeURIComponent(key)}`;
}

function form(request: FastifyRequest, reply: FastifyReply, consumer: Consumer, { status = 200, notice }: Shown) {
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
      path: pathOf(key),
      plaintextAllowed: request.url.endsWith('/privileges') ? formOf(request).has('plaintext') : plaintextAllowed,
    },
  });
}
