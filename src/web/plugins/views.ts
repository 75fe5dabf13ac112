import { readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import view from '@fastify/view';
import { Eta } from 'eta';
import type { FastifyInstance } from 'fastify';
import { root } from '../../root.ts';
import { digestBase64url } from '../../secrets.ts';
import { breakable, time } from '../frame/markup.ts';

const PUBLIC = path.join(root, 'public');
const VIEWS = path.join(root, 'views');
const DAY_SECONDS = 86_400;

/** What views print raw, by `<%~ %>`, besides partials. */
class Views extends Eta {
  readonly breakable = breakable;
  readonly time = time;
}

/** The views, and the files of public/, which are the only pages that may be cached. */
export async function serveViews(scope: FastifyInstance, options: { issuer: string; cacheViews: boolean }) {
  const production = options.cacheViews;
  await scope.register(view, {
    engine: {
      eta: new Views({ views: VIEWS, cache: production, functionHeader: 'const { breakable, time } = this;' }),
    },
    root: VIEWS,
    viewExt: 'eta',
    production,
    defaultContext: {
      host: new URL(options.issuer).host,
      stylesheet: asset('latchkey.css'),
      icon: asset('latchkey.svg'),
      copyScript: asset('copy.js'),
      formPostScript: asset('form-post.js'),
      passkeyScript: asset('passkeys.js'),
      pageScript: asset('page.js'),
    },
  });
  await scope.register(fastifyStatic, {
    root: PUBLIC,
    prefix: '/public/',
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('cache-control', `public, max-age=${DAY_SECONDS}`);
    },
  });
}

/** The address of a file of public/, which changes when the file does. */
function asset(name: string): string {
  return `/public/${name}?${digestBase64url(readFileSync(path.join(PUBLIC, name), 'utf8')).slice(0, 8)}`;
}
