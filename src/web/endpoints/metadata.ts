import { LANGUAGES } from '../../languages.ts';
import type { NamedEndpoint } from '../../oauth/metadata.ts';
import { metadata } from '../../oauth/metadata.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';
import { cachedDocument, offeredScopes, sendOpenDocument } from '../requests/open-document.ts';

/** An endpoint as metadata names it, where it is served. */
export type ListedEndpoint = NamedEndpoint & Pick<Endpoint, 'isServed'>;

/** RFC 8414 §3, OpenID Connect Discovery 1.0 §4: a document about the server, the same at every path. */
export function metadataEndpoint(path: string, listed: readonly ListedEndpoint[]): Endpoint {
  return {
    path,
    mount(app, deps) {
      answerOpenPreflights(app, this.path);
      const endpoints = listed.filter(({ isServed }) => isServed?.(deps) !== false);
      const registered = async () => ({ scopes: await offeredScopes(deps), types: await deps.detailsTypes.list() });
      const document = cachedDocument(registered, ({ scopes: catalogue, types }) =>
        metadata({
          ...deps,
          endpoints,
          languages: LANGUAGES,
          scopes: catalogue.map(({ name }) => name),
          detailsTypes: types.map(({ type }) => type),
          claims: [...new Set(catalogue.flatMap(({ claims }) => claims))],
        }),
      );
      app.get(this.path, (_request, reply) => sendOpenDocument(reply, document()));
    },
  };
}
