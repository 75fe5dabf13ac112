import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { allSafe } from '../../oauth/model/scope.ts';
import { MOST_APPLICATIONS } from '../../oauth/register-client.ts';
import { type ConsumerProblem, checkConsumerSettings } from '../../oauth1/consumer-settings.ts';
import { consumerBefore, type RegisteredConsumer, registerConsumer } from '../../oauth1/register-consumer.ts';
import { redirectToMade } from '../applications/new-secret.ts';
import { APPLICATIONS, asksFirst, asOwner, requireRegistrar } from '../applications/own-application.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import { consumerForm, consumerRules, NEW_CONSUMER, typedConsumer } from './consumer-form.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';
import { CONSUMERS, pathOfConsumer } from './own-consumer.ts';

const PATH = `${CONSUMERS}/new`;

/** Registers an application of OAuth 1.0a. */
export const consumerNew = oauth1Page('consumer-new', PATH, (app, deps) => {
  const post = formPage(app, PATH, {
    admit: (request, reply) => requireRegistrar(request, reply, deps),
    view: (request, reply, session, shown) => form(request, reply, deps, session, shown),
  });
  post(PATH, async (request, reply, session) => {
    const rules = await consumerRules(deps, session, undefined);
    const checked = checkConsumerSettings(typedConsumer(request), rules);
    if ('problems' in checked) {
      return form(request, reply, deps, session, { status: 422, problems: checked.problems });
    }
    const reviewed = asksFirst(session, deps) && !allSafe(checked.settings.scopes, rules.catalogue);
    const inReview = checked.needsReview || reviewed;
    const by = asOwner(request, session);
    const parts = { consumers: deps.oauth1.consumers, mint: mintOf(request, session, deps) };
    const { made: registered, showsSecret } = await madeBy<RegisteredConsumer | 'too-many'>(
      registerConsumer({ settings: checked.settings, inReview }, by, parts),
      () => consumerBefore(by, parts),
      deps.now,
    );
    const tooMany = request.words['application-new'].tooMany(MOST_APPLICATIONS);
    if (registered === 'too-many') {
      return form(request, reply, deps, session, { status: 409, notice: { kind: 'danger', text: tooMany } });
    }
    const { key, secret } = registered;
    const made = { id: key, path: pathOfConsumer(key), kind: 'registered', secret, showsSecret } as const;
    return redirectToMade(reply, deps, session, made);
  });
});

type State = Shown & {
  readonly problems?: readonly ConsumerProblem[];
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  session: Session,
  { status = 200, notice, problems = [] }: State,
) {
  const typed = request.method === 'POST' ? typedConsumer(request) : NEW_CONSUMER;
  const text = request.words['consumer-new'];
  return show(request, reply, 'consumer-new', {
    title: text.title,
    status,
    current: 'applications',
    values: {
      notice,
      lead: asksFirst(session, deps) ? text.leadReview : text.lead,
      newOAuth2: `${APPLICATIONS}/new`,
      ...consumerForm(request.words, typed, await consumerRules(deps, session, undefined), problems),
    },
  });
}
