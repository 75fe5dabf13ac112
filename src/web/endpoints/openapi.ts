import { OAuthError } from '../../oauth/errors.ts';
import type { NamedEndpoint } from '../../oauth/metadata.ts';
import { OPENAPI_VERSIONS, type OpenApiVersion, openApiDocument } from '../../oauth/openapi.ts';
import type { Endpoint } from '../endpoint.ts';
import { field, queryOf } from '../frame/form.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';
import { cachedDocument, offeredScopes, sendOpenDocument } from '../requests/open-document.ts';
import { english } from '../words/index.ts';

const text = english['application-openapi'];

/** The server's own security scheme, for descriptions of APIs to refer to; `?version=` asks for another than the usual. */
export function openApiEndpoint(endpoints: readonly NamedEndpoint[]): Endpoint {
  return {
    path: '/openapi.json',
    mount(app, { issuer, grants, scopes: catalogue }) {
      answerOpenPreflights(app, this.path);
      const described = {
        addresses: 'absolute',
        issuer,
        endpoints,
        grants: grants.map(({ name }) => name),
        description: text.scheme(issuer),
      } as const;
      const documents = OPENAPI_VERSIONS.map((version) => {
        const description = referral(`${issuer}${this.path}`, version);
        const info = { title: text.server(new URL(issuer).host), description, version: '1.0.0' };
        return {
          version,
          document: cachedDocument(
            () => offeredScopes({ scopes: catalogue }),
            (scopes) => openApiDocument({ ...described, version, scopes }, { info, paths: {} }),
          ),
        };
      });
      app.get(this.path, (request, reply) => {
        const asked = field(queryOf(request), 'version') || OPENAPI_VERSIONS[0];
        const found = documents.find(({ version }) => version === asked);
        if (found) return sendOpenDocument(reply, found.document());
        reply.header('access-control-allow-origin', '*'); // so that the page that asked can read why
        throw new OAuthError('openapi-version-unknown', asked.slice(0, 100));
      });
    },
  };
}

/** How a description of that version takes the scheme over: OpenAPI 2.0 cannot refer to one elsewhere. */
function referral(address: string, version: OpenApiVersion): string {
  if (version === '2.0') return text.copy;
  const query = version === OPENAPI_VERSIONS[0] ? '' : `?version=${version}`;
  return text.refer(`${address}${query}#/components/securitySchemes/oauth2`);
}
