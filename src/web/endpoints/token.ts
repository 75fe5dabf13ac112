import { token } from '../../oauth/token.ts';
import { addressOf } from '../address.ts';
import { clientRequest, onClient } from '../client-request.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerPreflights } from '../plugins/cors.ts';

/** RFC 6749 §3.2 */
export const tokenEndpoint: Endpoint = {
  name: 'token_endpoint',
  path: '/oauth2/token',
  mount(app, deps) {
    answerPreflights(app, this.path, deps);
    app.post(this.path, { config: { browserApplications: true } }, async (request, reply) => {
      const asked = clientRequest(request);
      const from = { address: addressOf(request), requestId: request.id };
      const answer = await token(asked, deps, { now: deps.now(), from, onClient: onClient(request, reply) });
      if (request.client) {
        // Whether applications use PKCE shows where a code is exchanged.
        const pkce = asked.parameters.has('code') ? asked.parameters.has('code_verifier') : undefined;
        deps.activity.record(request.client.id, { outcome: 'issued', pkce });
      }
      return answer;
    });
  },
};
