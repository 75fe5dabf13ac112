import type { NamedEndpoint } from '../../oauth/metadata.ts';
import { metadata } from '../../oauth/metadata.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';
import { cachedDocument, sendOpenDocument } from '../requests/open-document.ts';

/** RFC 8414 §3. */
export function metadataEndpoint(endpoints: readonly NamedEndpoint[]): Endpoint {
  return {
    path: '/.well-known/oauth-authorization-server',
    mount(app, deps) {
      answerOpenPreflights(app, this.path);
      const document = cachedDocument(deps.scopes, (catalogue) =>
        metadata({ ...deps, endpoints, scopes: catalogue.map(({ name }) => name) }),
      );
      app.get(this.path, (_request, reply) => sendOpenDocument(reply, document()));
    },
  };
}
