import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fastifyStatic from '@fastify/static';
import view from '@fastify/view';
import { Eta } from 'eta';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { root } from '../../root.ts';
import { digestBase64url } from '../../secrets.ts';
import { exactTime } from '../frame/dates.ts';
import { breakable, time } from '../frame/markup.ts';
import { countOf } from '../frame/spans.ts';
import { catalogue } from '../words/index.ts';
import { DAY_SECONDS, serveInstance } from './instance.ts';

const PUBLIC = path.join(root, 'public');
const VIEWS = path.join(root, 'views');

/** What views print raw, by `<%~ %>`, besides partials. */
class Views extends Eta {
  readonly breakable = breakable;
  readonly time = time;

  /** Compiles one that no page has shown yet. */
  prepare(file: string) {
    const filepath = path.join(VIEWS, file);
    if (this.templatesSync.get(filepath)) return;
    this.templatesSync.define(filepath, this.compile(this.readFile(filepath), { filepath }));
  }
}

/** Makes what pages are made of before the first of them waits for it: piece by piece, so that no request waits for that. */
async function prepareAll(views: Views) {
  for (const words of Object.values(catalogue)) {
    await setImmediate();
    exactTime(words, new Date(0));
    countOf(words, 0);
  }
  for (const file of await readdir(VIEWS, { recursive: true })) {
    await setImmediate();
    if (file.endsWith('.eta')) views.prepare(file);
  }
}

/** The views, and the files of public/, which are the only pages that may be cached. */
export async function serveViews(scope: FastifyInstance, options: Pick<Deps, 'issuer' | 'cacheViews' | 'instance'>) {
  const production = options.cacheViews;
  const views = new Views({ views: VIEWS, cache: production, functionHeader: 'const { breakable, time } = this;' });
  if (production) scope.addHook('onListen', () => prepareAll(views));
  const look = serveInstance(scope, options.instance);
  await scope.register(view, {
    engine: { eta: views },
    root: VIEWS,
    viewExt: 'eta',
    production,
    defaultContext: {
      host: new URL(options.issuer).host,
      stylesheet: asset('latchkey.css'),
      icon: look.instanceLogo ?? asset('latchkey.svg'),
      iconType: options.instance.logo?.type ?? 'image/svg+xml',
      ...look,
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
