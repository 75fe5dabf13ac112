import type { NamedEndpoint } from '../../oauth/metadata.ts';
import { metadata } from '../../oauth/metadata.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';
import { cachedDocument, sendOpenDocument } from '../requests/open-document.ts';

/** RFC 8414 §3, OpenID Connect Discovery 1.0 §4: a document about the server, the same at every path. */
export function metadataEndpoint(path: string, endpoints: readonly NamedEndpoint[]): Endpoint {
  return {
    path,
    mount(app, deps) {
      answerOpenPreflights(app, this.path);
      const document = cachedDocument(deps.scopes, (catalogue) =>
        metadata({
          ...deps,
          endpoints,
          scopes: catalogue.map(({ name }) => name),
          claims: [...new Set(catalogue.flatMap(({ claims }) => claims))],
        }),
      );
      app.get(this.path, (_request, reply) => sendOpenDocument(reply, document()));
    },
  };
}
