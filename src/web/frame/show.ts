import type { FastifyReply, FastifyRequest } from 'fastify';
import { formToken } from '../plugins/form-check.ts';
import { type Authorization, widenPolicy } from '../plugins/security-headers.ts';
import { HOME, pathOf, returnToOf, withReturnTo } from '../requests/return-to.ts';
import type { Words } from '../words/index.ts';
import { languageChoices } from './languages.ts';
import { newFormKey } from './once.ts';

/** A view that has its words: views/<name>.eta and words/en/<name>.ts. */
export type ViewName = Exclude<
  keyof Words,
  | 'languageName'
  | 'locale'
  | 'layout'
  | 'rules'
  | 'oauth1Rules'
  | 'problems'
  | 'scopes'
  | `${string}Sentences`
  | `${string}Of`
  | `${string}Sentence`
>;

export type Shown = {
  readonly title: string;
  readonly status?: number;
  /** What the view shows, ready to be shown: `it.<name>`. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Which entry of the navigation this is. */
  readonly current?: 'start' | 'applications' | 'authorized' | 'account' | 'administration';
  /** For pages without a session: what their forms are bound to, the browser or the session that was. */
  readonly form?: 'browser' | 'session';
  /** It continues an authorization. */
  readonly authorization?: Authorization;
  /** The copy button beside `.value`; the page is complete without it. */
  readonly copyButton?: boolean;
  /** The form of the page is sent by itself; the page is complete without that. */
  readonly postsItself?: boolean;
  /** It asks for a passkey; the page is complete without that. */
  readonly passkeys?: boolean;
  /** Do not look the person up: when that is what failed. */
  readonly anonymous?: boolean;
};

/**
 * Answers with views/<view>.eta in the layout. The view gets `it.words`, the values, and what the layout needs. What is wrong
 * with a form goes to a browser by way of a redirect (plugins/kept-answers.ts): the values are such as JSON has.
 */
export async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  view: ViewName,
  shown: Shown,
): Promise<FastifyReply> {
  const place = await reply.keepAnswer(view, shown);
  if (place !== undefined) return reply.redirect(place, 303);
  const session = shown.anonymous ? undefined : await request.findSession();
  const { words, language } = request;
  reply.header('content-language', language);
  // Where people keep things, not where they sign in or decide.
  const console = shown.current !== undefined && session !== undefined;
  const scripts = console || shown.copyButton === true || shown.postsItself === true || shown.passkeys === true;
  const { authorization, status = 200 } = shown;
  const isForm = request.method !== 'GET' || request.url.includes('?again='); // with what is wrong in it
  const isError = view === 'error' || (status >= 400 && !isForm); // it says nothing of its address (S126)
  widenPolicy(reply, { scripts, ...(authorization ? { authorization } : {}) });
  return reply.status(status).view(view, {
    ...shown.values,
    words: words[view],
    layout: words.layout,
    language,
    locale: words.locale,
    otherLanguages: session ? [] : languageChoices().filter(({ tag }) => tag !== language),
    languagePath: isError ? '/language' : withReturnTo('/language', placeOf(request)),
    title: shown.title,
    place: shown.current === 'administration' ? words.layout.administration : undefined,
    current: shown.current,
    copyButton: shown.copyButton === true,
    postsItself: shown.postsItself === true,
    asksPasskey: shown.passkeys === true,
    localTimes: console,
    once: newFormKey(),
    person: session && { ...session.user, initials: initials(session.user.name) },
    // Signing out is a form too, on every page of a signed-in person.
    formToken: session || shown.form ? formToken(request, reply, shown.form ?? 'session') : undefined,
    signOutToken: session ? formToken(request, reply, 'session') : undefined,
  });
}

/** Where the page is to be seen again: without the mark of plugins/kept-answers.ts, and with no place that it would not lead to. */
function placeOf(request: FastifyRequest): string {
  const { config, url } = request.routeOptions;
  const isPage = request.method === 'GET' || (config.page !== undefined && config.page === url);
  if (!isPage || (/[?&]return_to=/.test(request.url) && returnToOf(request) === HOME)) return pathOf(request);
  return request.url.replace(/\?again=\w+&?/, '?').replace(/\?$/, '');
}

function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]];
  return ends
    .map((part) => [...(part ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
