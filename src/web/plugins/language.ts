import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { isLanguage, LANGUAGES, type Language } from '../../languages.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { returnToOf } from '../requests/return-to.ts';
import { catalogue, type Words } from '../words/index.ts';
import { givenSession, knownSession } from './session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the page that answers it. */
    readonly language: Language;
    /** Every text in it. */
    readonly words: Words;
  }
  interface FastifyContextConfig {
    /** It leads on, and seldom shows something: nobody is looked up before it asks. */
    leads?: boolean;
  }
}

const COOKIE = 'language';
const YEAR_SECONDS = 31_536_000;
const MOST = 20; // tags of a request that are looked at

/**
 * Gives requests of the scope their language, found out when it is first asked for: what an application asks for (`ui_locales`),
 * what the person chose, what this browser chose, what it says by itself, and else the instance's.
 */
export function readLanguages(scope: FastifyInstance, instance: Pick<Deps, 'language' | 'users'>) {
  const found = new WeakMap<FastifyRequest, { readonly session: Session | undefined; readonly language: Language }>();
  const own = isLanguage(instance.language) ? instance.language : LANGUAGES[0];
  const languageOf = (request: FastifyRequest) => {
    const session = knownSession(request);
    const known = found.get(request);
    if (known && known.session === session) return known.language;
    const language = negotiate(request, session) ?? own;
    found.set(request, { session, language });
    return language;
  };
  scope.decorateRequest('language', {
    getter(this: FastifyRequest) {
      return languageOf(this);
    },
  });
  scope.decorateRequest('words', {
    getter(this: FastifyRequest) {
      return catalogue[languageOf(this)];
    },
  });
  // Without a promise where there is nothing to note, which is nearly always: every answer of a page comes along here.
  scope.addHook('onSend', (request, _reply, payload, done) => {
    const noted = noteLanguage(request, own, instance);
    if (noted) noted.then(() => done(null, payload));
    else done(null, payload);
  });
  // Every page looks for its person; before its first word is said, it speaks their language.
  scope.addHook('preHandler', async (request) => {
    if (request.method !== 'GET' || request.routeOptions.config.leads === true) return;
    // That there is no such page is said without a database as well.
    await (request.is404 ? request.findSession().catch(() => undefined) : request.findSession());
  });
}

/**
 * In which language a person reads who chose none: for mails that no request of theirs causes, such as of what an administrator
 * does. It stands in no trail, and no page waits for a database that cannot write.
 */
function noteLanguage(request: FastifyRequest, own: Language, { users }: Pick<Deps, 'users'>) {
  const user = (givenSession(request) ?? knownSession(request))?.user;
  if (!user || user.language !== undefined || request.language === (user.seenLanguage ?? own)) return undefined;
  return users.noteLanguage(user.id, request.language).catch((error: unknown) => {
    request.log.warn({ event: 'language.not_noted', err: error }, 'the language of a person was not noted');
  });
}

/** Keeps what somebody chose who is not signed in; whoever is has it in their account. */
export function keepLanguage(reply: FastifyReply, language: Language) {
  reply.writeCookie(COOKIE, language, { maxAge: YEAR_SECONDS });
}

/** Drops it, for whoever has an account now where it stands. */
export function dropLanguage(reply: FastifyReply) {
  if (reply.request.readCookie(COOKIE) !== undefined) reply.dropCookie(COOKIE);
}

function negotiate(request: FastifyRequest, session: Session | undefined): Language | undefined {
  const asked = preferred(uiLocales(request).join(','));
  if (asked) return asked;
  const chosen = session?.user.language ?? request.readCookie(COOKIE);
  if (isLanguage(chosen)) return chosen;
  const { 'accept-language': accepted } = request.headers;
  return accepted === undefined ? undefined : preferred(accepted);
}

/**
 * What the application asks for (OpenID Connect Core 1.0 §3.1.2.1), in the address of the page or in the one that it leads back to, or in
 * the form that it has the browser post (§3.1.2.1, RP-Initiated Logout 1.0 §2).
 */
function uiLocales(request: FastifyRequest): readonly string[] {
  const posted = request.method === 'POST' && request.routeOptions.config.form === 'open';
  if (!posted && !request.url.includes('ui_locales')) return [];
  try {
    const own = field(queryOf(request), 'ui_locales');
    const [, query = ''] = returnToOf(request).split('?', 2);
    const asked =
      own || field(new URLSearchParams(query), 'ui_locales') || (posted ? field(formOf(request), 'ui_locales') : '');
    const tags = asked.split(' ', MOST).filter((tag) => /^[A-Za-z0-9-]{1,35}$/.test(tag));
    return tags.map((tag, at) => `${tag};q=${1 - at / 100}`); // the first is wanted most, also where another matches better
  } catch {
    return []; // the page says what is wrong with its address
  }
}

/** Of those that there are, the one that is wanted most: `de-AT` and `de` are served with `de`. `*` is none of them. */
function preferred(accepted: string): Language | undefined {
  const tags = accepted.split(',', MOST).filter((tag) => !tag.trim().startsWith('*'));
  if (tags.length === 0 || accepted === '') return undefined;
  const [best] = new Negotiator({ headers: { 'accept-language': tags.join(',') } }).languages([...LANGUAGES]);
  return isLanguage(best) ? best : undefined;
}
