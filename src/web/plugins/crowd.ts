import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { LANGUAGES, type Language } from '../../languages.ts';
import { catalogue } from '../words/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whoever sends the form shows a password, or sets one. */
    hashes?: boolean;
  }
}

const RETRY_SECONDS = 2;
const DRAWN_A_SECOND = 20;

/**
 * S113: while as many of the forms that come to a hash are under way as passwords can be looked at, a few more a second are told
 * so with the form in hand; whatever comes beyond is refused before it is looked at, with a page that is always the same. To draw
 * the form for each takes longer than a crowd needs to send it, and everybody else would stand behind it. A form counts when it
 * has come whole: whoever sends it a letter at a time takes nobody's place.
 */
export function turnCrowdsAway(scope: FastifyInstance, { passwords }: Pick<Deps, 'passwords'>) {
  let underWay = 0;
  let second = 0;
  let drawn = 0;
  const pages = new Map<Language, string>();
  const mayDraw = () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, drawn] = [now, 0];
    drawn += 1;
    return drawn <= DRAWN_A_SECOND;
  };
  scope.addHook('onReady', async () => {
    for (const language of LANGUAGES) {
      const words = catalogue[language];
      const { title, lead, todo } = words.error.crowded;
      const about = { lead, todo: todo.map((before) => ({ before })) };
      const values = { title, ...about, language, words: words.error, layout: words.layout };
      pages.set(language, await scope.view('error', values));
    }
  });
  scope.addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.config.hashes !== true) return done();
    if (underWay >= passwords.places && !mayDraw()) {
      reply
        .status(503)
        .header('retry-after', RETRY_SECONDS)
        .type('text/html; charset=utf-8')
        .send(pages.get(request.language));
      return;
    }
    underWay += 1;
    reply.raw.once('close', () => {
      underWay -= 1;
    });
    done();
  });
}
