import { revoke } from '../../oauth/revoke.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerPreflights } from '../plugins/cors.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';

/** RFC 7009 §2 */
export const revocationEndpoint: Endpoint = {
  name: 'revocation_endpoint',
  path: '/oauth2/revoke',
  mount(app, deps) {
    answerPreflights(app, this.path, deps);
    app.post(this.path, { config: { browserApplications: true } }, async (request, reply) => {
      await revoke(clientRequest(request), deps, { now: deps.now(), onClient: onClient(request, reply) });
      // RFC 7009 §2.2 leaves the content open; simple-oauth2 takes an answer that is not JSON for a failure.
      return reply.status(200).send({});
    });
  },
};
