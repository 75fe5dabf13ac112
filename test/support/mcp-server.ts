import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';

/** A small MCP server of a company: its tools need scopes, and it asks the authorization server what a token is worth. */
export type ProtectedMcpServer = {
  /** The resource: where clients connect to. */
  readonly url: string;
  /** What the latest token was said to be, by introspection. */
  readonly seen: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
};

/** `notes:read` for everything, `notes:write` for the tool write_note. */
export async function startMcpServer({
  issuer,
  basic,
}: {
  readonly issuer: string;
  /** Of the resource server, for introspection. */
  readonly basic: () => string;
}): Promise<ProtectedMcpServer> {
  const seen: Readonly<Record<string, unknown>>[] = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'notes', version: '1.0.0' });
    const note = (text: string) => ({ content: [{ type: 'text' as const, text }] });
    server.registerTool('read_note', { description: 'Reads the note' }, async () => note('Buy oats'));
    server.registerTool('write_note', { description: 'Writes the note' }, async () => note('Written'));
    return server;
  });

  const serve = async (request: IncomingMessage, reply: ServerResponse) => {
    if (request.url?.startsWith('/.well-known/oauth-protected-resource')) {
      const scopes = ['notes:read'];
      const document = { resource: url, authorization_servers: [issuer], scopes_supported: scopes };
      return void reply.setHeader('content-type', 'application/json').end(JSON.stringify(document));
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const needed = body.includes('"write_note"') ? 'notes:write' : 'notes:read';
    const [, token = ''] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const told = token === '' ? { active: false } : await introspect(token);
    const metadata = `resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`;
    if (told['active'] !== true) {
      return void reply.writeHead(401, { 'www-authenticate': `Bearer ${metadata}, scope="notes:read"` }).end();
    }
    seen.push(told);
    if (!String(told['scope']).split(' ').includes(needed)) {
      const scope = `error="insufficient_scope", scope="${needed}"`;
      return void reply.writeHead(403, { 'www-authenticate': `Bearer ${scope}, ${metadata}` }).end();
    }
    const { method = 'GET', headers } = request;
    const sent = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    const answer = await handler.fetch(new Request(url, { method, headers: sent, ...(body === '' ? {} : { body }) }));
    reply.writeHead(answer.status, Object.fromEntries(answer.headers));
    reply.end(Buffer.from(await answer.arrayBuffer()));
  };

  const introspect = async (token: string): Promise<Readonly<Record<string, unknown>>> => {
    const headers = { authorization: basic() };
    const answer = await fetch(`${issuer}/oauth2/introspect`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ token }),
    });
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };

  const server = createServer((request, reply) => {
    serve(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = `${origin}/mcp`;
  return {
    url,
    seen,
    async close() {
      await handler.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
