import { connect } from 'node:net';

/** What came back over a connection before it was closed, and after how many milliseconds. */
export type Heard = {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  readonly milliseconds: number;
};

/**
 * Sends bytes that no HTTP client would, and listens until the server hangs up. `drip` sends them one by one, with so
 * many milliseconds between two.
 */
export function say(port: number, bytes: string | Buffer, options: { readonly drip?: number } = {}): Promise<Heard> {
  return new Promise((done) => {
    const started = Date.now();
    let text = '';
    const socket = connect(port, '127.0.0.1');
    const timers: NodeJS.Timeout[] = [];
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', () => undefined); // the server may hang up while we still send
    socket.on('close', () => {
      for (const timer of timers) clearInterval(timer);
      const [head = '', body = ''] = text.split(/\r\n\r\n([\s\S]*)/);
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      done({ status, head, body, milliseconds: Date.now() - started });
    });
    if (options.drip === undefined) {
      socket.write(bytes);
      return;
    }
    const left = [...Buffer.from(bytes)];
    timers.push(setInterval(() => socket.write(Buffer.from(left.splice(0, 1))), options.drip));
  });
}

/** A request as it goes over the wire, which asks the server to hang up afterwards. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const all = headers.some((header) => /^host:/i.test(header)) ? headers : ['Host: localhost:3000', ...headers];
  const length = body === '' || headers.some((header) => /^(content-length|transfer-encoding):/i.test(header));
  const more = length ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[`${line} HTTP/1.1`, ...all, ...more, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`;
}
