import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Refusal } from '../../oauth/model/refusal.ts';
import { redirectUriRemark } from '../../oauth/redirect-uri.ts';
import { CALLBACK_ANSWERED } from '../../oauth1/consumer-settings.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { isOAuth1RuleId, type OAuth1RuleId, oauth1Rules } from '../../oauth1/rules.ts';
import { takeSecret } from '../applications/new-secret.ts';
import { badgeOf, reviewNotices } from '../applications/own-application.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import { visible } from '../frame/difference.ts';
import { takeDone } from '../frame/done.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Words } from '../words/index.ts';
import type { OAuth1Deps } from './oauth1-page.ts';
import { pathOfConsumer } from './own-consumer.ts';

const SHOWN_REFUSALS = 10;

/** Answers with the page of a consumer, and on it once the secret that was made a moment ago. */
export async function showConsumer(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  session: Session,
  key: string,
): Promise<FastifyReply> {
  const consumer = await deps.oauth1.consumers.findOwned(key, session.user.id);
  if (!consumer) throw new PageError('notFound');
  const secret = takeSecret(request, reply, deps, session, key);
  const refusals = await deps.oauth1.refusals.list(key, SHOWN_REFUSALS);
  const text = request.words.consumer;
  return show(request, reply, 'consumer', {
    title: consumer.name,
    current: 'applications',
    copyButton: true,
    values: {
      ...factsOf(request.words, consumer),
      path: pathOfConsumer(key),
      newOAuth2: '/oauth2/applications/new',
      secret: secret && { heading: text.secret[secret.kind](consumer.name), value: secret.value },
      refusals: refusals.map((refusal) => shownRefusal(request.words, refusal, deps.now())),
      refusalWords: request.words['application-refusals'],
      notices: noticesOf(request.words, secret ? '' : takeDone(request, reply), consumer),
      endpoints: [
        [text.endpoints.request, '/oauth/request_token'],
        [text.endpoints.authorize, '/oauth/authorize'],
        [text.endpoints.access, '/oauth/access_token'],
      ].map(([name, path]) => ({ name, url: `${deps.issuer}${path}` })),
    },
  });
}

/** What is registered of a consumer, as its owner and administrators see it. */
export function factsOf(words: Words, consumer: Consumer) {
  const { name, key, homepage, callbackUrl, supportUrl, scopes, ownerName, createdAt } = consumer;
  return {
    application: name,
    initial: initialOf(name),
    key,
    badge: badgeOf(words, consumer),
    homepage: { url: homepage, host: new URL(homepage).host },
    callbackUrl,
    supportUrl,
    scopes,
    methods: methodsOf(consumer),
    owner: ownerName ?? words.applications.nobodyBut.person,
    registeredOn: dayOf(words, createdAt),
  };
}

/** As views/partials/refusal.eta shows it. */
function shownRefusal(words: Words, { rule, sent, count, lastAt, requestId }: Refusal<OAuth1RuleId>, now: Date) {
  // A row of another release may have a rule that this one does not know.
  const known = isOAuth1RuleId(rule);
  const section = known ? oauth1Rules[rule].section : '';
  const [advice = ''] = known ? words.oauth1Rules[rule].fix : [];
  return {
    ...{
      rule,
      section,
      title: known ? words.ruleSentences[rule] : rule,
      advice,
      requestId,
      hint: '',
      registered: undefined,
      link: undefined,
    },
    sent: sent === '' ? [] : [{ before: visible(sent), differs: '', after: '' }],
    times: words['application-refusals'].times(count),
    lastAt: timeAgo(words, lastAt, now),
  };
}

/** How it may sign, by the names of RFC 5849 §3.4. */
function methodsOf({ rsaPublicKey, plaintextAllowed }: Consumer): readonly string[] {
  return [
    'HMAC-SHA1',
    'HMAC-SHA256',
    ...(rsaPublicKey === undefined ? [] : ['RSA-SHA1']),
    ...(plaintextAllowed ? ['PLAINTEXT'] : []),
  ];
}

function noticesOf(words: Words, done: string, consumer: Consumer): readonly Notice[] {
  const { name, state, callbackUrl, plaintextAllowed } = consumer;
  const notices: Notice[] = [];
  const text = words.consumer;
  if (done === 'changed') {
    notices.push({ kind: 'success', text: text.changed(name) });
  }
  if (state === 'review' && !consumer.rejectedAt) notices.push({ kind: 'warning', text: text.inReview });
  notices.push(...reviewNotices(words, consumer));
  if (state === 'disabled') notices.push({ kind: 'danger', text: text.disabled });
  if (plaintextAllowed) notices.push({ kind: 'warning', text: text.plaintext });
  const remark =
    callbackUrl === undefined ? undefined : redirectUriRemark(callbackUrl, { answered: CALLBACK_ANSWERED });
  if (remark !== undefined) notices.push({ kind: 'information', text: `${callbackUrl}: ${words.sentenceOf(remark)}` });
  return notices;
}
