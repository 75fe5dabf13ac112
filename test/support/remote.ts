import http from 'node:http';
import type { InjectOptions } from 'fastify';

/** What answers requests as an app in this process does, wherever it is. */
export type Reachable = { inject(options: InjectOptions): Promise<Answered> };

export type Answered = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: string;
};

/** Somewhere to send requests to: a server, or an app in this process. */
export type Site = { readonly app: Reachable };

/**
 * A server at the other end of a network. Each request has a connection of its own, unless `keepAlive`; `from` is the
 * address of this machine that it comes from.
 */
export function remote(url: string, options: { readonly keepAlive?: boolean; readonly from?: string } = {}): Reachable {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: options.keepAlive ?? false });
  return {
    inject({ method = 'GET', url: path, headers = {}, payload }) {
      const body = typeof payload === 'string' ? payload : undefined;
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      return send(
        {
          agent,
          maxHeaderSize: 128 * 1024, // an address may be long
          host: hostname === 'localhost' ? '127.0.0.1' : hostname,
          port,
          method,
          path: String(path),
          headers: { ...headers, ...length } as http.OutgoingHttpHeaders,
          ...(options.from === undefined ? {} : { localAddress: options.from }),
        },
        body,
      );
    },
  };
}

/** Several servers behind one address, as a balancer that takes them in turn. */
export function inTurn(...sites: readonly Site[]): Reachable {
  let next = 0;
  return {
    inject(options) {
      const site = sites[next % sites.length];
      next += 1;
      if (!site) throw new Error('no sites');
      return site.app.inject(options);
    },
  };
}

function send(options: http.RequestOptions, body: string | undefined): Promise<Answered> {
  return new Promise((done, failed) => {
    const request = http.request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', failed);
      response.on('end', () => done({ statusCode: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    request.on('error', failed);
    request.end(body);
  });
}
