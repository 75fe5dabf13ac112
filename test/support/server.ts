import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { root } from '../../src/root.ts';
import { endWithTests } from './left-behind.ts';

/** A server as its own process, on a port of its own. Two of them on one database are the two instances of S027 and others. */
export type TestServer = {
  readonly url: string;
  readonly pid: number;
  /** All it has printed so far, to both streams. */
  output(): string;
  /** Sends the signal and waits for the end; resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
};

export type ServerOptions = {
  /** Without one the server starts its embedded Postgres: then give a DATA_DIR in `env`. */
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
};

export const TEST_SECRET = 'tests-only-0123456789-abcdefghijklmnop';
const MAIN = path.join(root, '.build/src/main.js');
const STARTING_TAKES = 60_000;

/** Starts the built server and waits until it says that it is ready; rejects with what it printed when it ends before. */
export async function startServer({ databaseUrl, env = {} }: ServerOptions = {}): Promise<TestServer> {
  const port = env['PORT'] ?? String(await freePort());
  const settings = {
    NODE_ENV: 'test',
    PORT: port,
    LOG_LEVEL: 'warn',
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, SECRET: TEST_SECRET }),
    ...env,
  };
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((done, failed) => {
    const hear = (chunk: Buffer) => {
      output += chunk;
      if (/Latchkey is ready at /.test(output)) done();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', failed);
    child.on('close', (code) => failed(new Error(`the server ended with ${code}:\n${output}`)));
    setTimeout(() => failed(new Error(`the server was not ready in time:\n${output}`)), STARTING_TAKES).unref();
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  endWithTests(child);
  try {
    await ready;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, failed) => server.on('error', failed).listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}
