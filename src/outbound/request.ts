import { lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { OutboundFault } from '../oauth/model/outbound.ts';
import { type Allowed, isLoopback, isNamed, mayReach } from './vet-address.ts';

/** How names become addresses: the system's way, or a test's. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export type Outgoing = {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Undefined: what is answered is not read. */
  readonly mostBytes: number | undefined;
};
export type Incoming = { readonly headers: http.IncomingHttpHeaders; readonly body: Buffer };

export type Limits = {
  readonly allowed: Allowed;
  /** For connection, headers and body together. */
  readonly timeoutMs: number;
  readonly resolve?: Resolve | undefined;
  /** Instead of the authorities that Node.js trusts. */
  readonly ca?: string | undefined;
};

/** It came to nothing. */
export class Failed extends Error {
  override readonly name = 'Failed';
  readonly fault: OutboundFault;
  constructor(fault: OutboundFault) {
    super(`an outbound request failed: ${fault}`);
    this.fault = fault;
  }
}

// Agents of our own, so that no proxy of the environment counts (NODE_USE_ENV_PROXY is for the global ones). Connections are not
// kept: each one is vetted.
const plainAgent = new http.Agent({ keepAlive: false });
const tlsAgent = new https.Agent({ keepAlive: false, maxCachedSessions: 0 });

/** One exchange with a 2xx at its end, or Failed. Follows no redirect (S098). */
export async function request(outgoing: Outgoing, limits: Limits): Promise<Incoming> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), limits.timeoutMs);
  try {
    const lookup = vettedLookup(outgoing.url, limits);
    return await exchange(outgoing, { lookup, ca: limits.ca, signal: deadline.signal });
  } catch (error) {
    throw deadline.signal.aborted ? new Failed('timeout') : faultOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The addresses that are vetted are those that are connected to: what a name means a moment later does not count. */
function vettedLookup(url: URL, { allowed, resolve = resolveBySystem }: Limits): LookupFunction {
  const named = isNamed(url, allowed);
  const plain = url.protocol === 'http:';
  if (url.username || url.password) throw new Failed('address-refused');
  if (url.protocol !== 'https:' && !(plain && named)) throw new Failed('address-refused');
  const may = (address: string) => (plain ? isLoopback(address) : named || mayReach(address, allowed));
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  // Node.js asks nobody for what is an address already.
  if (isIP(literal) !== 0 && !may(literal)) throw new Failed('address-refused');
  return (host, { all }, done) => {
    resolve(host).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => may(address))) return done(new Failed('address-refused'), '');
        return all ? done(null, [...found]) : done(null, first.address, first.family);
      },
      () => done(new Failed('address-refused'), ''),
    );
  };
}

function resolveBySystem(host: string): ReturnType<Resolve> {
  return new Promise((done, fail) => {
    systemLookup(host, { all: true }, (error, found) => (error ? fail(error) : done(found)));
  });
}

async function exchange(
  { url, method, headers, body, mostBytes }: Outgoing,
  { ca, ...options }: { lookup: LookupFunction; ca: string | undefined; signal: AbortSignal },
): Promise<Incoming> {
  const sent =
    url.protocol === 'https:'
      ? https.request(url, {
          ...options,
          method,
          headers,
          agent: tlsAgent,
          rejectUnauthorized: true,
          ...(ca && { ca }),
        })
      : http.request(url, { ...options, method, headers, agent: plainAgent });
  try {
    const answer = await new Promise<http.IncomingMessage>((done, fail) => {
      sent.on('response', done).on('error', fail);
      sent.on('upgrade', (_, socket) => {
        socket.destroy();
        fail(new Failed('status'));
      });
      sent.end(body);
    });
    const { statusCode = 0 } = answer;
    if (statusCode >= 300 && statusCode < 400) throw new Failed('redirect');
    if (statusCode < 200 || statusCode > 299) throw new Failed('status');
    return { headers: answer.headers, body: mostBytes === undefined ? Buffer.alloc(0) : await read(answer, mostBytes) };
  } finally {
    sent.destroy();
  }
}

/** What is packed is not unpacked, since nobody asked for it: so what is counted is what is read. */
async function read(answer: http.IncomingMessage, mostBytes: number): Promise<Buffer> {
  if (!/^(?:identity)?$/i.test(answer.headers['content-encoding'] ?? '')) throw new Failed('encoded');
  if (Number(answer.headers['content-length'] ?? 0) > mostBytes) throw new Failed('too-large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Failed('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function faultOf(error: unknown): Failed {
  if (error instanceof Failed) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  return new Failed(/TLS|SSL|CERT|SIGNATURE|ISSUER|EPROTO|CRL|CHAIN|PURPOSE/.test(code) ? 'tls' : 'unreachable');
}
