import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { words } from '../words/index.ts';

const RETRY_SECONDS = 2;
const DRAWN_A_SECOND = 20;

/**
 * S113: while as many forms of one address are under way as passwords can be looked at, a few more a second are told so with
 * the form in hand; whatever comes beyond is refused before it is read, with a page that is always the same. To draw the form
 * for each takes longer than a crowd needs to send it, and everybody else would stand behind it.
 */
export function turnCrowdsAway(scope: FastifyInstance, { passwords }: Pick<Deps, 'passwords'>) {
  const underWay = new Map<string, number>();
  let second = 0;
  let drawn = 0;
  let page = '';
  const mayDraw = () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, drawn] = [now, 0];
    drawn += 1;
    return drawn <= DRAWN_A_SECOND;
  };
  scope.addHook('onReady', async () => {
    const { title, lead, todo } = words.error.crowded;
    const about = { lead, todo: todo.map((before) => ({ before })) };
    page = await scope.view('error', { title, ...about, words: words.error, layout: words.layout });
  });
  scope.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions;
    if (request.method !== 'POST' || url === undefined) return done();
    const before = underWay.get(url) ?? 0;
    if (before >= passwords.places && !mayDraw()) {
      reply.status(503).header('retry-after', RETRY_SECONDS).type('text/html; charset=utf-8').send(page);
      return;
    }
    underWay.set(url, before + 1);
    reply.raw.once('close', () => underWay.set(url, (underWay.get(url) ?? 1) - 1));
    done();
  });
}
