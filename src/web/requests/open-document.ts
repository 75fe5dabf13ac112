import type { FastifyReply } from 'fastify';
import type { ScopeStore } from '../../oauth/model/scope.ts';

const FRESH = 1000; // milliseconds for which what is registered is taken as read

/** The text of a document that lists what administrators registered: made once, and again when that has changed. */
export function cachedDocument<Registered>(
  list: () => Promise<Registered>,
  make: (registered: Registered) => object,
): () => string | Promise<string> {
  let text: string | undefined;
  let until = 0;
  const renew = async () => {
    until = performance.now() + FRESH;
    text = JSON.stringify(make(await list()));
    return text;
  };
  return () => {
    if (text === undefined) return renew();
    // The old one stays good while a new one is read, and while the database is away.
    if (performance.now() > until) renew().catch(() => undefined);
    return text;
  };
}

/** What developers may choose of the catalogue. */
export async function offeredScopes({ scopes }: { readonly scopes: Pick<ScopeStore, 'list'> }) {
  return (await scopes.list()).filter(({ offered }) => offered);
}

/**
 * Sends what everybody may read and keep, pages of other origins too (S127, S128). Nothing is left to decide about this
 * answer, so it goes past what Fastify does for others, which is a tenth of it.
 */
export function sendOpenDocument(reply: FastifyReply, document: string | Promise<string>) {
  return typeof document === 'string' ? sendNow(reply, document) : document.then((text) => sendNow(reply, text));
}

function sendNow(reply: FastifyReply, text: string) {
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  });
  reply.raw.end(text);
  return reply;
}
