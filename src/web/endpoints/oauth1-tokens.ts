import { accessToken } from '../../oauth1/access-token.ts';
import { requestToken } from '../../oauth1/request-token.ts';
import { signatureMethods } from '../../oauth1/signature-methods/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerOAuth1Errors } from '../plugins/oauth1-errors.ts';
import { signedRequest } from '../requests/signed-request.ts';

/** RFC 5849 §2.1 */
export const requestTokenEndpoint = credentialsEndpoint('/oauth/request_token', requestToken);

/** RFC 5849 §2.3 */
export const accessTokenEndpoint = credentialsEndpoint('/oauth/access_token', accessToken);

/** Signed requests in, credentials out, form-encoded. POST (RFC 5849 §2.1), and GET, which older libraries send. */
function credentialsEndpoint(path: string, give: typeof requestToken): Endpoint {
  return {
    path,
    mount(app, deps) {
      const { oauth1, issuer } = deps;
      if (!oauth1) return;
      app.route({
        method: ['GET', 'POST'],
        url: path,
        exposeHeadRoute: false,
        errorHandler: answerOAuth1Errors(deps),
        handler: async (request, reply) => {
          const answer = await give(signedRequest(request, issuer), { ...oauth1, methods: signatureMethods });
          reply.header('content-type', 'application/x-www-form-urlencoded');
          return new URLSearchParams(answer).toString();
        },
      });
    },
  };
}
