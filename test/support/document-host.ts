import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSigned } from './https-before.ts';

/** What a path of the host answers with: a document, or a status of its own. */
export type Hosted = {
  readonly document?: unknown;
  readonly status?: number;
  /** It never ends. */
  readonly endless?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An https server of somebody else's, with documents of clients. */
export type DocumentHost = {
  /** Without a slash at the end. */
  readonly origin: string;
  /** The setting that lets a server reach it, and how it finds it. */
  readonly env: { readonly OUTBOUND_ALLOW: string };
  readonly reach: {
    readonly ca: string;
    readonly resolve: () => Promise<readonly { readonly address: string; readonly family: number }[]>;
  };
  /** By path. */
  readonly hosted: Map<string, Hosted>;
  /** How often a path was asked for. */
  asked(path: string): number;
  close(): void;
};

export async function startDocumentHost(host = 'clients.example'): Promise<DocumentHost> {
  const { key, cert } = selfSigned(host);
  const hosted = new Map<string, Hosted>();
  const asked = new Map<string, number>();
  const server = https.createServer({ key, cert }, ({ url = '/' }, response) => {
    asked.set(url, (asked.get(url) ?? 0) + 1);
    const { document, status = 200, headers, endless } = hosted.get(url) ?? { status: 404 };
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    if (endless) return void response.write('e');
    response.end(typeof document === 'string' ? document : JSON.stringify(document ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://${host}:${port}`,
    env: { OUTBOUND_ALLOW: `${host}:${port}` },
    reach: { ca: cert, resolve: async () => [{ address: '127.0.0.1', family: 4 }] },
    hosted,
    asked: (path) => asked.get(path) ?? 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
