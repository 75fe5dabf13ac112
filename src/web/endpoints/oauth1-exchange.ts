import { OAuthError } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { exchangeToken } from '../../oauth1/exchange.ts';
import { signatureMethods } from '../../oauth1/signature-methods/index.ts';
import type { Endpoint } from '../endpoint.ts';
import { formOf, queryOf } from '../frame/form.ts';
import { answerOAuth1Errors } from '../plugins/oauth1-errors.ts';
import { addressOf } from '../requests/address.ts';
import { onClient } from '../requests/client-request.ts';
import { signedRequest } from '../requests/signed-request.ts';

/** An access token of OAuth 1.0a, which signs the request, for tokens of OAuth 2: a signed form in, JSON out. */
export const exchangeEndpoint: Endpoint = {
  path: '/oauth1/exchange',
  mount(app, deps) {
    const { oauth1 } = deps;
    if (!oauth1) return;
    app.post(this.path, { errorHandler: answerOAuth1Errors(deps) }, (request, reply) => {
      const inQuery = [...queryOf(request).keys()].filter((name) => !name.startsWith('oauth_'));
      if (inQuery.length > 0) throw new OAuthError('parameters-in-query');
      const { authorization } = request.headers;
      // The header holds the signature; where that is in the body, the client may use it for its own secret.
      const basic = /^basic /i.test(authorization ?? '') ? authorization : undefined;
      const parameters = readParameters(formOf(request));
      return exchangeToken(
        {
          signed: signedRequest(request, deps.issuer),
          client: { parameters, authorization: basic },
          from: { address: addressOf(request), requestId: request.id },
        },
        { ...deps, ...oauth1, signatureMethods },
        { now: deps.now(), onClient: onClient(request, reply) },
      );
    });
  },
};
