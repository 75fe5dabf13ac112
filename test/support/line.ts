import { createConnection, createServer, type Socket } from 'node:net';

/** A network line to a database that can be held up - nothing is refused, nothing arrives - and cut. */
export type Line = {
  readonly url: string;
  hold(): void;
  /** Only what comes from the database, over the connections that there are, when so many more have been answered. */
  holdAnswers(after?: number): void;
  letGo(): void;
  /** Every connection that there is now, with whatever was held of it. */
  cut(): void;
  close(): Promise<void>;
};

/** `translate` may change what the database answers. */
export async function lineTo(url: string, translate?: (chunk: Buffer) => Buffer): Promise<Line> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const answering = new Set<Socket>();
  let held = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (held) socket.pause();
  };
  const server = createServer((near) => {
    const far = createConnection(Number(target.port), target.hostname);
    near.pipe(far);
    if (translate) far.on('data', (chunk: Buffer) => near.write(translate(chunk)));
    else far.pipe(near);
    answering.add(far);
    near.on('close', () => far.destroy());
    far.on('close', () => {
      answering.delete(far);
      near.destroy();
    });
    keep(near);
    keep(far);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const here = new URL(url);
  here.port = String(typeof address === 'object' ? address?.port : 0);
  return {
    url: here.href,
    hold() {
      held = true;
      for (const socket of sockets) socket.pause();
    },
    holdAnswers(after = 0) {
      let answered = 0;
      const holdAll = () => {
        if (answered < after) return;
        for (const socket of answering) socket.pause().off('data', count);
      };
      const count = (chunk: Buffer) => {
        if (chunk.includes(READY)) answered += 1;
        holdAll();
      };
      for (const socket of answering) socket.on('data', count);
      holdAll();
    },
    letGo() {
      held = false;
      for (const socket of sockets) socket.resume();
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** ReadyForQuery, outside a transaction. */
const READY = 'Z\0\0\0\u0005I';

/** For `translate`: what Postgres answers when it says that it failed, whatever it did: ErrorResponse and ReadyForQuery. */
export function refusal(code: string, severity: string): Buffer {
  const fields = Buffer.from(`S${severity}\0C${code}\0Msaid so\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from('E'), length, fields, Buffer.from('Z\0\0\0\u0005I')]);
}
