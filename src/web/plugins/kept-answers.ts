import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { digestBase64url, randomId } from '../../secrets.ts';
import { type Shown, show, type ViewName } from '../frame/show.ts';
import type { Words } from '../words/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a form: the path, or its pattern, at which a browser sees the form's page. */
    page?: string;
  }
  interface FastifyReply {
    /** Has the browser ask for this answer by GET; undefined: where that cannot be, it is shown at once. */
    keepAnswer(view: ViewName, shown: Shown): Promise<string | undefined>;
  }
}

const COOKIE = 'answer';
const SECONDS = 600;
const LARGEST = 2400; // of the cookie and the address, so that the headers fit into 4 KiB, which proxies have for them
const KEPT = new Set([403, 409, 422]);
const MARK = /\?again=([0-9A-Za-z]{8})(?:&|$)/;

const WINDOW = 32 * 1024; // what deflate looks back on (RFC 1951 §2)

/** Most of what a view is given are words: of them only the place is written. Those that are nearest to it stand last. */
function dictionaryOf(words: Words, view: ViewName) {
  const forms = Object.entries(words).filter(([name]) => name.endsWith('-form'));
  const text = JSON.stringify([words.problems, forms, words.layout, words[view]]);
  return Buffer.from(text).subarray(-WINDOW);
}

/**
 * A browser does not keep the answer to a form, so that it has nothing to show to who comes back to it. What is wrong with a form
 * is therefore shown by GET, at the address of its page: what the view is given goes along in a cookie, sealed for this
 * session, for ten minutes. Programs, and answers that are too large, have it at once.
 */
export function keepAnswers(scope: FastifyInstance, { keys, now }: Pick<Deps, 'keys' | 'now'>) {
  scope.decorateReply('keepAnswer', async function keepAnswer(this: FastifyReply, view, shown) {
    const { request } = this;
    const { page } = request.routeOptions.config;
    const isBrowsers = request.method === 'POST' && request.headers['sec-fetch-mode'] === 'navigate';
    if (!isBrowsers || page === undefined || !KEPT.has(shown.status ?? 200)) return undefined;
    const mark = randomId(8);
    const place = placeOf(request, page).replace(/\?|$/, (sign) => `?again=${mark}${sign && '&'}`);
    await request.findSession(); // whose language it is
    const dictionary = dictionaryOf(request.words, view);
    const text = deflateRawSync(JSON.stringify([now().getTime(), shown]), { dictionary });
    const answer = `${editionOf(dictionary)} ${view} ${text.toString('base64')}`;
    const sealed = keys.seal('kept-answer', answer, await contextOf(request, mark)).toString('base64url');
    if (sealed.length + place.length > LARGEST) return undefined;
    this.writeCookie(COOKIE, sealed, { maxAge: SECONDS });
    return place;
  });
  scope.addHook('preHandler', async (request, reply) => {
    const [, mark] = (request.method === 'GET' && MARK.exec(request.url)) || [];
    if (mark === undefined || request.is404) return undefined;
    const sealed = Buffer.from(request.readCookie(COOKIE) ?? '', 'base64url');
    try {
      const answer = keys.open('kept-answer', sealed, await contextOf(request, mark));
      const [edition, view = 'error', text = ''] = answer.split(' ') as [string, ViewName?, string?];
      const dictionary = dictionaryOf(request.words, view);
      if (edition !== editionOf(dictionary)) throw new Error('of another language or release');
      const kept = inflateRawSync(Buffer.from(text, 'base64'), { dictionary }).toString();
      const [at, shown] = JSON.parse(kept) as readonly [at: number, shown: Shown];
      if (now().getTime() - at < SECONDS * 1000) return show(request, reply, view, shown);
    } catch {
      // Another session's, another answer's, another language's, or none: the page is shown as it is now.
    }
    return reply.redirect(request.url.replace(MARK, '?').replace(/\?$/, ''), 303);
  });
}

function editionOf(dictionary: Buffer): string {
  return digestBase64url(dictionary.toString()).slice(0, 8);
}

/** The form's page: its own address with its query, or the one to which one of its forms belongs. */
function placeOf(request: FastifyRequest, page: string): string {
  if (request.routeOptions.url === page) return request.url;
  const params = request.params as Readonly<Record<string, string>>;
  return page.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}

async function contextOf(request: FastifyRequest, mark: string): Promise<string> {
  const session = await request.findSession();
  return [session?.handle ?? 'nobody', mark].join(' ');
}
