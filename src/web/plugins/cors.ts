import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { parses } from '../../oauth/parses.ts';
import { isLoopback } from '../../oauth/redirect-uri.ts';

/**
 * CORS for the endpoints that applications in browsers call. The preflight knows no client, so it is answered for
 * the origin of any application's redirect URI, and so is a refusal; tokens only for those of their own client. Never with
 * credentials, never for "null".
 */
export function answerPreflights(app: FastifyInstance, path: string, deps: Pick<Deps, 'hasOrigin'>, methods = 'POST') {
  app.options(path, async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'Origin');
    if (origin !== undefined && isOrigin(origin) && (await deps.hasOrigin(origin))) {
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': methods,
        // The last one because libraries of old, and Swagger UI, send it with every call.
        'access-control-allow-headers': 'Authorization, Content-Type, DPoP, X-Requested-With',
        'access-control-max-age': '600',
      });
    }
    return reply.status(204).send();
  });
}

/** CORS for a document that every page may read; a preflight asks where its program adds a header of its own. */
export function answerOpenPreflights(app: FastifyInstance, path: string) {
  app.options(path, (_request, reply) =>
    reply
      .status(204)
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': '*',
        'access-control-max-age': '86400',
      })
      .send(),
  );
}

/** Lets a page of this client's own origins read the answer. */
export function allowClientOrigin(request: FastifyRequest, reply: FastifyReply, client: Client) {
  const { origin } = request.headers;
  if (origin === undefined || !request.routeOptions.config.browserApplications) return;
  reply.header('vary', 'Origin');
  if (
    isOrigin(origin) &&
    [...client.redirectUris, ...client.previews.map(({ uri }) => uri)].some((uri) => leadsTo(uri, origin))
  )
    allow(reply, origin);
}

/**
 * Lets a page of any application read why its request was refused, whoever it said it was: browsers hide what they may
 * not show behind an error without words. Where the database does not answer, nobody can say whose page it is.
 */
export async function allowKnownOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  { hasOrigin }: Pick<Deps, 'hasOrigin'>,
): Promise<void> {
  const { origin } = request.headers;
  if (origin === undefined || !request.routeOptions.config.browserApplications) return;
  reply.header('vary', 'Origin');
  if (reply.hasHeader('access-control-allow-origin') || !isOrigin(origin)) return;
  if (await hasOrigin(origin).catch(() => false)) allow(reply, origin);
}

/** Lets it read the answer, and of its headers what says how to ask again (RFC 9449 §8). */
function allow(reply: FastifyReply, origin: string): void {
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'DPoP-Nonce, WWW-Authenticate',
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether applications in browsers call this endpoint. */
    browserApplications?: boolean;
  }
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/[^/?#@\s]+$/.test(text) && parses(text);
}

/** Whether a redirect URI is of this origin. On this computer the port is free, as for the redirect itself (RFC 8252 §7.3). */
function leadsTo(uri: string, origin: string): boolean {
  if (!/^https?:/i.test(uri) || !parses(uri)) return false;
  const registered = new URL(uri);
  if (registered.origin === origin) return true;
  return isLoopback(uri) && isLoopback(origin) && registered.hostname === new URL(origin).hostname;
}
