import { addressPrefix } from '../../accounts/throttle.ts';
import { deviceAuthorization } from '../../oauth/device-authorization.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { Endpoint } from '../endpoint.ts';
import { addressOf } from '../requests/address.ts';
import { clientLimit } from '../requests/client-limit.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';

const MOST = 60; // a minute, for each client

/** RFC 8628 §3.1 */
export const deviceAuthorizationEndpoint: Endpoint = {
  name: 'device_authorization_endpoint',
  path: '/oauth2/device_authorization',
  mount(app, deps) {
    const count = clientLimit(MOST);
    app.post(this.path, async (request, reply) => {
      const prefix = addressPrefix(addressOf(request));
      // Anybody can ask in the name of a public client: nobody shall use up what others need.
      const admit = (client: Client) => count(client.confidential ? client.id : `${client.id} ${prefix}`);
      return deviceAuthorization({ ...clientRequest(request), addressPrefix: prefix }, deps, {
        now: deps.now(),
        onClient: onClient(request, reply),
        admit,
      });
    });
  },
};
