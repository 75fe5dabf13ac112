import type { RequestListener, Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const NOBODY_COMES = 100; // milliseconds without a new connection or request: whoever waits for an answer is here
const HOLDING_TAKES = 1000;

/**
 * Closes the listener; resolves when the last request is answered. The kernel resets connections that wait to be accepted
 * at that moment, so it is chosen: answers are held back until every client that has one request at a time waits for one.
 */
export async function stopListening(server: Server): Promise<void> {
  const letIn = holdRequests(server);
  let cameAt = performance.now();
  const came = () => {
    cameAt = performance.now();
  };
  server.on('connection', came).on('request', came);
  const until = cameAt + HOLDING_TAKES;
  while (performance.now() < until && performance.now() - cameAt < NOBODY_COMES) await sleep(10);
  const closed = new Promise<void>((done, failed) => server.close((error) => (error ? failed(error) : done())));
  letIn();
  // A connection that stays open after its last answer would hold the server until its timeout.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await closed.finally(() => clearInterval(idle));
}

/** From here on requests wait, until what is returned is called. */
function holdRequests(server: Server): () => void {
  const handlers = server.listeners('request') as RequestListener[];
  const waiting: Parameters<RequestListener>[] = [];
  const wait: RequestListener = (...exchange) => void waiting.push(exchange);
  server.removeAllListeners('request').on('request', wait);
  return () => {
    server.off('request', wait);
    for (const handler of handlers) server.on('request', handler);
    for (const exchange of waiting) server.emit('request', ...exchange);
  };
}
