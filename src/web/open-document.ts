import type { FastifyReply } from 'fastify';
import type { Scope, ScopeStore } from '../oauth/model/scope.ts';

const FRESH = 1000; // milliseconds for which the list of scopes is taken as read

/** The text of a document that lists the offered scopes: made once, and again when the catalogue has changed. */
export function cachedDocument(
  scopes: Pick<ScopeStore, 'list'>,
  make: (scopes: readonly Scope[]) => object,
): () => string | Promise<string> {
  let text: string | undefined;
  let until = 0;
  const renew = async () => {
    until = performance.now() + FRESH;
    text = JSON.stringify(make((await scopes.list()).filter(({ offered }) => offered)));
    return text;
  };
  return () => {
    if (text === undefined) return renew();
    // The old one stays good while a new one is read, and while the database is away.
    if (performance.now() > until) renew().catch(() => undefined);
    return text;
  };
}

/** Sends what everybody may read and keep, pages of other origins too (S127, S128). */
export function sendOpenDocument(reply: FastifyReply, document: string | Promise<string>) {
  reply
    .header('access-control-allow-origin', '*')
    .header('cache-control', 'public, max-age=300')
    .header('content-type', 'application/json; charset=utf-8');
  return typeof document === 'string' ? reply.send(document) : document.then((text) => reply.send(text));
}
