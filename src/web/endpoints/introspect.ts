import { introspect } from '../../oauth/introspect.ts';
import { asksForSignature, INTROSPECTION_JWT, introspectionJwt } from '../../oauth/introspection-jwt.ts';
import type { Endpoint } from '../endpoint.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';

/** RFC 7662 §2, and signed where the caller accepts it (RFC 9701 §4) */
export const introspectionEndpoint: Endpoint = {
  name: 'introspection_endpoint',
  path: '/oauth2/introspect',
  mount(app, deps) {
    app.post(this.path, async (request, reply) => {
      const now = deps.now();
      const told = await introspect(clientRequest(request), deps, { now, onClient: onClient(request, reply) });
      const { client } = request;
      if (!client || !asksForSignature(request.headers.accept)) return told;
      reply.type(INTROSPECTION_JWT);
      return introspectionJwt(told, client, { keyring: deps.keyring, issuer: deps.issuer, now });
    });
  },
};
