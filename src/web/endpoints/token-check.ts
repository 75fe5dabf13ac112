import { checkToken } from '../../oauth/check-token.ts';
import { readParameters } from '../../oauth/parameters.ts';
import type { Endpoint } from '../endpoint.ts';
import { queryOf } from '../frame/form.ts';
import { challenge } from '../requests/challenge.ts';

/** For proxies that ask before they let a request through (nginx auth_request, Traefik, Caddy): the status says it all. */
export const tokenCheckEndpoint: Endpoint = {
  path: '/oauth2/check',
  mount(app, deps) {
    app.get(this.path, async (request, reply) => {
      const asked = { parameters: readParameters(queryOf(request)), authorization: request.headers.authorization };
      try {
        const { subject, clientId } = await checkToken(asked, deps);
        return reply.status(204).headers({ 'latchkey-subject': subject, 'latchkey-client': clientId }).send();
      } catch (error) {
        challenge(reply, error, { issuer: deps.issuer, proofs: false });
        throw error;
      }
    });
  },
};
