import { addressPrefix } from '../../accounts/throttle.ts';
import type { Client } from '../../oauth/model/client.ts';
import { pushRequest } from '../../oauth/push-request.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerPreflights } from '../plugins/cors.ts';
import { addressOf } from '../requests/address.ts';
import { clientLimit } from '../requests/client-limit.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';
import { offerNonce } from '../requests/proof.ts';
import { requestReading } from '../requests/request-reading.ts';

const MOST = 300; // a minute, of an application without a secret from one address: what it sends is stored

/** RFC 9126 §2 */
export const pushedAuthorizationRequestEndpoint: Endpoint = {
  name: 'pushed_authorization_request_endpoint',
  path: '/oauth2/par',
  mount(app, deps) {
    const count = clientLimit(MOST);
    answerPreflights(app, this.path, deps);
    app.post(this.path, { config: { browserApplications: true } }, async (request, reply) => {
      offerNonce(request, reply, deps);
      const prefix = addressPrefix(addressOf(request));
      const admit = async (client: Client) => {
        if (!client.confidential) await count(`${client.id} ${prefix}`);
      };
      const pushed = await pushRequest(
        clientRequest(request),
        { ...requestReading(deps), ...deps },
        { now: deps.now(), onClient: onClient(request, reply), admit },
      );
      return reply.status(201).send(pushed);
    });
  },
};
