import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ExampleApi = {
  readonly url: string;
  /** Asks for the preferences of whoever the token stands for. */
  preferences(accessToken?: string): Promise<ApiAnswer>;
  close(): Promise<void>;
};

type ApiAnswer = { readonly status: number; readonly challenge: string | null; readonly body: unknown };
type Introspection = { readonly active: boolean; readonly scope?: string; readonly sub?: string };

const SCOPE = 'read';

/**
 * An API of the kind that the server protects: a registered application that is marked as a resource server. It asks
 * about every token it is shown (RFC 7662 §2.1) and keeps nothing.
 */
export async function startExampleApi(issuer: string, own: { readonly basic: string }): Promise<ExampleApi> {
  const introspect = async (token: string): Promise<Introspection> => {
    const response = await fetch(`${issuer}/oauth2/introspect`, {
      method: 'POST',
      headers: { authorization: own.basic },
      body: new URLSearchParams({ token }),
    });
    if (!response.ok) throw new Error(`introspection answered ${response.status}`);
    return (await response.json()) as Introspection;
  };

  const server = createServer(async (request, reply) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (!token) return void reply.writeHead(401, { 'www-authenticate': 'Bearer' }).end('{}');
    const { active, scope = '', sub } = await introspect(token);
    if (!active) return void reply.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('{}');
    if (!scope.split(' ').includes(SCOPE)) {
      const challenge = `Bearer error="insufficient_scope", scope="${SCOPE}"`;
      return void reply.writeHead(403, { 'www-authenticate': challenge }).end('{}');
    }
    reply.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ of: sub, units: 'metric' }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    async preferences(accessToken) {
      const headers = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` };
      const response = await fetch(`${url}/preferences`, { headers });
      const challenge = response.headers.get('www-authenticate');
      return { status: response.status, challenge, body: await response.json() };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
