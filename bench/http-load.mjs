// A load generator that costs little: raw sockets, requests written as text, answers cut by Content-Length.
import { connect } from 'node:net';

/** One kept-alive connection; `send` resolves with status, headers as text, body and milliseconds. */
export class Connection {
  #socket;
  #buffer = '';
  #done;
  #failed;
  #sentAt = 0;

  constructor(port) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk) => this.#receive(chunk));
    this.#socket.on('error', (error) => this.#failed?.(error));
    this.#socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  send(text) {
    return new Promise((done, failed) => {
      this.#done = done;
      this.#failed = failed;
      this.#sentAt = performance.now();
      this.#socket.write(text, 'latin1');
    });
  }

  close() {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #receive(chunk) {
    this.#buffer = this.#buffer === '' ? chunk : this.#buffer + chunk;
    const end = this.#buffer.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#buffer.slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (/\r\ntransfer-encoding:/i.test(head)) return this.#failed(new Error('chunked answers are not read here'));
    if (this.#buffer.length < end + 4 + length) return;
    const answer = {
      status: Number(head.slice(9, 12)),
      head,
      body: this.#buffer.slice(end + 4, end + 4 + length),
      ms: performance.now() - this.#sentAt,
    };
    this.#buffer = this.#buffer.slice(end + 4 + length);
    this.#done(answer);
  }
}

/** The text of a form posted to a path. */
export function post(path, fields, headers = {}) {
  const body = new URLSearchParams(fields).toString();
  const lines = { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded', ...headers };
  lines['content-length'] = String(Buffer.byteLength(body));
  return request('POST', path, lines) + body;
}

export function get(path, headers = {}) {
  return request('GET', path, { host: 'localhost', ...headers });
}

function request(method, path, headers) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/**
 * Sends `count` requests over `connections` connections. `next(worker)` gives the text of a worker's next request, or
 * undefined when it has no more; `check(answer, worker)` says whether the answer is right.
 */
export async function run({ port, connections, count, next, check }) {
  const times = [];
  const errors = [];
  let left = count;
  const workers = Array.from({ length: connections }, (_, index) => ({ index, connection: new Connection(port) }));
  const started = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      while (left > 0) {
        left -= 1;
        const text = next(worker.index);
        if (text === undefined) break;
        const answer = await worker.connection.send(text);
        times.push(answer.ms);
        if (!check(answer, worker.index)) errors.push(`${answer.status} ${answer.body.slice(0, 300)}`);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  for (const worker of workers) worker.connection.close();
  times.sort((a, b) => a - b);
  return {
    rate: times.length / seconds,
    requests: times.length,
    p50: times[Math.floor(times.length * 0.5)],
    p99: times[Math.floor(times.length * 0.99)],
    errors,
  };
}
