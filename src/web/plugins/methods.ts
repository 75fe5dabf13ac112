import type { FastifyInstance, HTTPMethods } from 'fastify';
import { PageError } from '../frame/page-error.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Watches the routes of the scope; the returned function gives each known path a 405 for its other methods. */
export function watchMethods(scope: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  scope.addHook('onRoute', (route) => {
    const methods = known.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) methods.add(method.toUpperCase());
    known.set(route.url, methods);
  });
  return () => {
    for (const [url, methods] of [...known]) {
      const others = METHODS.filter((method) => !methods.has(method));
      if (others.length === 0) continue;
      const allow = METHODS.filter((method) => methods.has(method)).join(', ');
      scope.route({
        method: [...others],
        url,
        exposeHeadRoute: false,
        // Before the body is looked at, whatever it is.
        onRequest: async (_request, reply) => {
          reply.header('allow', allow);
          throw new PageError('methodNotAllowed');
        },
        handler: () => undefined,
      });
    }
  };
}
