import type { Endpoint } from '../endpoint.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';
import { sendOpenDocument } from '../requests/open-document.ts';

/** The public keys (RFC 7517 §5). */
export const jwksEndpoint: Endpoint = {
  name: 'jwks_uri',
  path: '/oauth2/jwks',
  mount(app, { keyring }) {
    answerOpenPreflights(app, this.path);
    app.get(this.path, async (_request, reply) => sendOpenDocument(reply, JSON.stringify(await keyring.jwks())));
  },
};
