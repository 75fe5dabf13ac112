import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's server that is told things by POST; what it was sent is kept, newest last. */
export type Receiver = {
  readonly url: string;
  /** For OUTBOUND_ALLOW. */
  readonly host: string;
  readonly forms: readonly URLSearchParams[];
  /** What it answers from now on: 200 at first. */
  answer(status: number): void;
  close(): Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const forms: URLSearchParams[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    forms.push(new URLSearchParams(body));
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/signed-out`,
    host,
    forms,
    answer(next) {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
