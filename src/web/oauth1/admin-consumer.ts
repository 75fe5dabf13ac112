import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Administrator } from '../../events.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { adminFormPage } from '../administration/admin-form-page.ts';
import { ADMIN_CONSUMERS, by } from '../administration/administration.ts';
import { type ReviewShown, reviewButtons, reviewValues } from '../administration/review.ts';
import { formOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Words } from '../words/index.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import { factsOf } from './show-consumer.ts';

const PATH = `${ADMIN_CONSUMERS}/:id`;

/** One application of OAuth 1.0a, for administrators: whether it may work, and whether it must sign. */
export const adminConsumer = oauth1Page('admin-consumer', PATH, (app, deps) => {
  const post = adminFormPage(app, deps, PATH, {
    find: ({ id }: { readonly id: string }) => found(id, deps),
    view: (request, reply, _session, consumer, shown) => form(request, reply, consumer, shown),
    done: (words) => ({ ...words['admin-consumer'].done, ...words.review.done }),
  });
  const { consumers } = deps.oauth1;
  reviewButtons<Consumer>(post, PATH, {
    approve: ({ key }, administrator, review) => consumers.approve(key, administrator, review),
    reject: ({ key }, administrator, review) => consumers.reject(key, administrator, review),
    again: ({ key }) => found(key, deps),
    pathOf: ({ key }) => pathOf(key),
    view: (request, reply, consumer, shown) => form(request, reply, consumer, shown),
  });
  /** A form of this page: what it changes. A second press of the same button changes and records nothing. */
  const button = (
    path: string,
    act: (key: string, administrator: Administrator, request: FastifyRequest) => Promise<boolean>,
    done: keyof Words['admin-consumer']['done'],
  ) =>
    post(`${PATH}/${path}`, async (request, reply, { session, thing: { key } }) => {
      await act(key, by(request, session), request);
      return reply.redirect(`${pathOf(key)}?done=${done}`, 303);
    });
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

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  consumer: Consumer,
  { status = 200, notice, wrongNote }: ReviewShown,
) {
  const { key, name, state, plaintextAllowed, callbackUrl } = consumer;
  const addresses = callbackUrl === undefined ? [] : [callbackUrl];
  const review = state === 'disabled' ? undefined : reviewValues(request, consumer, addresses, { wrongNote });
  return show(request, reply, 'admin-consumer', {
    title: name,
    status,
    current: 'administration',
    values: {
      ...factsOf(request.words, consumer),
      notice,
      state,
      review,
      fields: review ? { note: review.note } : {},
      stateNotice: state === 'disabled' ? request.words['admin-consumer'].disabled : undefined,
      path: pathOf(key),
      plaintextAllowed: request.url.endsWith('/privileges') ? formOf(request).has('plaintext') : plaintextAllowed,
    },
  });
}
