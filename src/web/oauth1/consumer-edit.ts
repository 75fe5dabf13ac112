import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { type ConsumerProblem, checkConsumerSettings } from '../../oauth1/consumer-settings.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { asOwner, waitsAgain } from '../applications/own-application.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { consumerForm, consumerRules, settingsOf, typedConsumer } from './consumer-form.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import { CONSUMERS, ownConsumer, pathOfConsumer } from './own-consumer.ts';

const PATH = `${CONSUMERS}/:id/edit`;

/** Changes what a developer may set of an application of OAuth 1.0a. */
export const consumerEdit = oauth1Page('consumer-edit', PATH, (app, deps) => {
  const post = formPage(app, PATH, {
    admit: (request, reply) => ownConsumer(request, reply, deps),
    view: (request, reply, { session, consumer }, shown) => form(request, reply, deps, session, consumer, shown),
  });
  post(PATH, async (request, reply, { session, consumer }) => {
    const checked = checkConsumerSettings(typedConsumer(request), await consumerRules(deps, session, consumer));
    if ('problems' in checked) {
      return form(request, reply, deps, session, consumer, { status: 422, problems: checked.problems });
    }
    const changed = await deps.oauth1.consumers.change(consumer.key, checked.settings, asOwner(request, session));
    if (!changed) throw new PageError('notFound'); // deleted meanwhile
    return reply.redirect(`${pathOfConsumer(consumer.key)}?done=changed`, 303);
  });
});

type State = Shown & { readonly problems?: readonly ConsumerProblem[] };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  session: Session,
  consumer: Consumer,
  { status = 200, notice, problems = [] }: State,
) {
  const typed = request.method === 'POST' ? typedConsumer(request) : settingsOf(consumer);
  return show(request, reply, 'consumer-edit', {
    title: request.words['consumer-edit'].title(consumer.name),
    status,
    current: 'applications',
    values: {
      notice: notice ?? waitsAgain(request.words, session, consumer, deps),
      application: consumer.name,
      path: pathOfConsumer(consumer.key),
      ...consumerForm(request.words, typed, await consumerRules(deps, session, consumer), problems),
    },
  });
}
