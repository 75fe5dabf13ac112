import type { NamedEndpoint } from '../../oauth/metadata.ts';
import { metadata } from '../../oauth/metadata.ts';
import type { Deps } from '../deps.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerOpenPreflights } from '../plugins/cors.ts';

const FRESH = 1000; // milliseconds for which the list of scopes is taken as read

/** RFC 8414 §3: made once, and again when the scope catalogue has changed. */
export function metadataEndpoint(named: readonly NamedEndpoint[]): Endpoint {
  return {
    path: '/.well-known/oauth-authorization-server',
    mount(app, deps) {
      answerOpenPreflights(app, this.path);
      const document = cachedDocument(deps, named);
      app.get(this.path, (_request, reply) => {
        reply
          .header('access-control-allow-origin', '*')
          .header('cache-control', 'public, max-age=300')
          .header('content-type', 'application/json; charset=utf-8');
        const made = document();
        return typeof made === 'string' ? reply.send(made) : made.then((text) => reply.send(text));
      });
    },
  };
}

function cachedDocument(deps: Deps, endpoints: readonly NamedEndpoint[]): () => string | Promise<string> {
  let text: string | undefined;
  let until = 0;
  const make = async () => {
    until = performance.now() + FRESH;
    const scopes = (await deps.scopes.list()).map((scope) => scope.name);
    text = JSON.stringify(metadata({ ...deps, endpoints, scopes }));
    return text;
  };
  return () => {
    if (text === undefined) return make();
    // The old one stays good while a new one is read, and while the database is away.
    if (performance.now() > until) make().catch(() => undefined);
    return text;
  };
}
