import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export type MapService = {
  /** Where the editor is. */
  readonly editor: string;
  /** The map's API, elsewhere. */
  readonly api: string;
  /** What the editor is called for by now: the paths of its API, each with its answer's status. */
  readonly calls: string[];
  close(): Promise<void>;
};

type Introspection = { readonly active: boolean; readonly scope?: string; readonly sub?: string };

/**
 * A map like OpenStreetMap's, as small as may be: pages of an editor, files of `folder` beside them, and an API that tells whose
 * token it is shown. It asks the server about every token; `names` has its people by their identifiers.
 */
export async function startMapService(options: {
  readonly pages: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly introspect: (token: string) => Promise<Introspection>;
  readonly names: ReadonlyMap<string, string>;
}): Promise<MapService> {
  const calls: string[] = [];
  const editor = createServer(async (request, reply) => {
    const { pathname } = new URL(request.url ?? '/', 'http://here.invalid');
    const page = options.pages[pathname];
    if (page !== undefined) return void reply.writeHead(200, { 'content-type': 'text/html' }).end(page);
    const file = path.join(options.folder, path.normalize(pathname));
    const types: Readonly<Record<string, string>> = {
      '.js': 'text/javascript',
      '.css': 'text/css',
      '.json': 'application/json',
    };
    const content = await readFile(file).catch(() => undefined);
    if (!content) return void reply.writeHead(404).end();
    reply.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' }).end(content);
  });
  const api = createServer(async (request, reply) => {
    const headers = {
      'access-control-allow-origin': request.headers.origin ?? '*',
      'access-control-allow-headers': 'authorization, content-type',
      'content-type': 'application/json',
    };
    if (request.method === 'OPTIONS') return void reply.writeHead(204, headers).end();
    const { pathname } = new URL(request.url ?? '/', 'http://here.invalid');
    const say = (status: number, body: object) => {
      calls.push(`${pathname} ${status}`);
      reply.writeHead(status, headers).end(JSON.stringify(body));
    };
    if (!pathname.startsWith('/api/0.6/user/details')) return say(404, {});
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (!token) return say(401, {});
    const { active, scope = '', sub = '' } = await options.introspect(token);
    if (!active) return say(401, {});
    if (!scope.split(' ').includes('read_prefs')) return say(403, {});
    return say(200, {
      version: '0.6',
      user: { id: 1, display_name: options.names.get(sub), changesets: { count: 0 } },
    });
  });
  const urls = await Promise.all([editor, api].map(listen));
  return {
    editor: urls[0] ?? '',
    api: urls[1] ?? '',
    calls,
    async close() {
      for (const server of [editor, api]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
