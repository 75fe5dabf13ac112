import type { Endpoint } from '../endpoint.ts';
import { RETRY_SECONDS } from '../requests/unavailable.ts';

/** Alive: the process answers. */
export const healthEndpoint: Endpoint = {
  path: '/healthz',
  mount(app) {
    app.get(this.path, { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  },
};

/** Able to serve: says only whether, never why not. */
export const readinessEndpoint: Endpoint = {
  path: '/readyz',
  mount(app, deps) {
    app.get(this.path, { logLevel: 'silent' }, async (_request, reply) => {
      if (await deps.ready()) return { status: 'ok' };
      return reply.status(503).header('retry-after', RETRY_SECONDS).send({ status: 'unavailable' });
    });
  },
};
