import { checkSignedRequest } from '../../oauth1/check.ts';
import { signatureMethods } from '../../oauth1/signature-methods/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { noteRefusal } from '../plugins/oauth1-errors.ts';
import { clientRequest, onClient } from '../requests/client-request.ts';

/** For resource servers: what a signed request is worth (RFC 5849 §3.2). Authenticated as introspection is. */
export const checkEndpoint: Endpoint = {
  path: '/oauth1/check',
  mount(app, deps) {
    const { oauth1 } = deps;
    if (!oauth1) return;
    app.post(this.path, (request, reply) =>
      checkSignedRequest(
        clientRequest(request),
        { ...deps, ...oauth1, signatureMethods },
        {
          now: deps.now(),
          onClient: onClient(request, reply),
          // Not what was sent: it is the parameters of somebody else's request.
          onInactive: (why, consumerKey) => {
            request.log.info({ reqId: request.id, event: 'oauth1.inactive', rule: why.rule }, why.message);
            noteRefusal(why, consumerKey, request, oauth1);
          },
        },
      ),
    );
  },
};
