import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { until } from './load.ts';
import { freePort } from './server.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const DISPLAYS = '/usr/bin/Xvfb';
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];

/** Why there is no WebKit to test in; undefined where there is. */
export function webkitIsMissing(): string | undefined {
  const missing = [DRIVER, DISPLAYS].filter((file) => !existsSync(file));
  if (missing.length === 0 && miniBrowser() !== undefined) return undefined;
  return `${missing.join(', ') || 'MiniBrowser'} is not there: apt-get install webkit2gtk-driver xvfb`;
}

/** A page in WebKitGTK, by the WebDriver protocol of the W3C: what Safari makes of us. */
export type WebKitPage = {
  open(url: string): Promise<void>;
  type(name: string, text: string): Promise<void>;
  /** Presses the first of these, and waits until another page is there. */
  press(css: string): Promise<void>;
  text(css: string): Promise<string>;
  close(): Promise<void>;
};

export async function openWebKit(): Promise<WebKitPage> {
  const display = await startDisplay();
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display.name, WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
  const driver = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' });
  const end = () => {
    driver.kill();
    display.end();
  };
  process.once('exit', end);
  const call = async (method: string, at: string, body?: object): Promise<unknown> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${port}/session${at}`, { method, ...sent });
    const { value } = (await answer.json()) as { readonly value: unknown };
    if (!answer.ok) throw new Error(`WebDriver ${at}: ${JSON.stringify(value)}`);
    return value;
  };
  await until('the driver listens', () =>
    fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    ),
  );
  const capabilities = {
    alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } },
  };
  const { sessionId } = (await call('POST', '', { capabilities })) as { readonly sessionId: string };
  const element = async (css: string) => {
    const found = await call('POST', `/${sessionId}/element`, { using: 'css selector', value: css });
    return `/${sessionId}/element/${Object.values(found as object)[0]}`;
  };
  return {
    open: async (url) => void (await call('POST', `/${sessionId}/url`, { url })),
    type: async (name, text) => void (await call('POST', `${await element(`[name="${name}"]`)}/value`, { text })),
    async press(css) {
      const before = await element('html');
      await call('POST', `${await element(css)}/click`, {});
      await until('another page', async () => (await element('html').catch(() => before)) !== before);
    },
    text: async (css) => String(await call('GET', `${await element(css)}/text`)),
    async close() {
      await call('DELETE', `/${sessionId}`);
      process.off('exit', end);
      end();
    },
  };
}

/** A display that nobody looks at: Xvfb chooses its number, and tells. */
async function startDisplay() {
  const server = spawn(DISPLAYS, ['-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const told = server.stdio[3] as NodeJS.ReadableStream;
  const [number] = (await once(told, 'data')) as [Buffer];
  return { name: `:${String(number).trim()}`, end: () => void server.kill() };
}

function miniBrowser(): string | undefined {
  const folders = LIBRARIES.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('webkit2gtk-'))
      .map((name) => path.join(folder, name)),
  );
  return folders.map((folder) => path.join(folder, 'MiniBrowser')).find((file) => existsSync(file));
}
