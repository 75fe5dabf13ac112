import { introspect } from '../../oauth/introspect.ts';
import type { Endpoint } from '../endpoint.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';

/** RFC 7662 §2 */
export const introspectionEndpoint: Endpoint = {
  name: 'introspection_endpoint',
  path: '/oauth2/introspect',
  mount(app, deps) {
    app.post(this.path, async (request, reply) =>
      introspect(clientRequest(request), deps, { now: deps.now(), onClient: onClient(request, reply) }),
    );
  },
};
