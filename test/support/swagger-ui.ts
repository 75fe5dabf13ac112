import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

/** Swagger UI at an origin of its own, as its package has it, and the API that its description is about. */
export type SwaggerUi = {
  readonly origin: string;
  readonly redirectUri: string;
  /** What the page says from now on: its own script, and the description that it loads. */
  show(page: { readonly script: string; readonly yaml: string }): void;
  /** The Authorization headers that came with calls of the API, newest last. */
  readonly calls: readonly (string | undefined)[];
  close(): Promise<void>;
};

const files = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' };
const PAGE = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Swagger UI</title>
<link rel="stylesheet" href="/swagger-ui.css"><div id="swagger-ui"></div>
<script src="/swagger-ui-bundle.js"></script><script src="/start.js"></script>`;

/** `isActive`: whether the API lets a call with this token in. */
export async function startSwaggerUi(isActive: (token: string) => Promise<boolean>): Promise<SwaggerUi> {
  const calls: (string | undefined)[] = [];
  const texts: Record<string, { readonly type: string; readonly text: string }> = {
    '/': { type: 'text/html', text: PAGE },
  };

  const answer = async (request: IncomingMessage, reply: ServerResponse) => {
    const { pathname } = new URL(request.url ?? '/', origin);
    if (pathname === '/example') {
      calls.push(request.headers.authorization);
      const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      reply
        .writeHead((await isActive(token)) ? 200 : 401, { 'content-type': 'application/json' })
        .end('{"it":"worked"}');
      return;
    }
    const { type, text } = texts[pathname] ?? {
      type: TYPES[path.extname(pathname)] ?? 'text/plain',
      text: await readFile(path.join(files, path.basename(pathname))),
    };
    reply.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
  };

  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    redirectUri: `${origin}/oauth2-redirect.html`,
    calls,
    show({ script, yaml }) {
      texts['/start.js'] = { type: 'text/javascript', text: script };
      texts['/openapi.yaml'] = { type: 'application/yaml', text: yaml };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
