import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Contexts of a browser, each with cookies and storage of its own. */
export type TestBrowser = Pick<Browser, 'newContext' | 'close'>;

const LINGERS_MS = 500;
let shared: Promise<Browser> | undefined;
let users = 0;

/**
 * The browser of this process. It lingers for a moment after the last file that used it, for the next one: starting it takes
 * longer than most tests. What a file opened is closed with it.
 */
export async function launchBrowser(): Promise<TestBrowser> {
  users += 1;
  shared ??= launch();
  const browser = await shared;
  const opened: BrowserContext[] = [];
  return {
    async newContext(options) {
      const context = await browser.newContext(options);
      opened.push(context);
      return context;
    },
    async close() {
      await Promise.all(opened.map((context) => context.close()));
      users -= 1;
      setTimeout(() => {
        if (users > 0 || shared === undefined) return;
        shared = undefined;
        void browser.close();
      }, LINGERS_MS);
    },
  };
}

/**
 * A real browser: CHROMIUM_PATH, else the system's Chromium, else the one from npm. Where there is none the tests that need
 * it fail, they are never skipped.
 */
async function launch(): Promise<Browser> {
  const installed = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];
  const executablePath = installed.find((file) => file !== undefined && existsSync(file));
  try {
    if (executablePath) return await chromium.launch({ executablePath });
    return await launchUnpacked();
  } catch (error) {
    throw new Error(
      `There is no browser to test in: ${(error as Error).message}\nInstall Chromium, or name one in CHROMIUM_PATH.`,
      { cause: error },
    );
  }
}

/** The Chromium of npm, unpacked once for all runs on this machine. */
async function launchUnpacked(): Promise<Browser> {
  const directory = path.join(tmpdir(), `latchkey-chromium-147-${process.getuid?.() ?? 0}`);
  if (!existsSync(directory)) await unpack(directory);
  const executablePath = path.join(directory, 'chromium');
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  // On a bare image its libraries and fonts are missing; the package brings them along.
  if (spawnSync(executablePath, ['--version']).status !== 0) {
    env['LD_LIBRARY_PATH'] = path.join(directory, 'al2023/lib');
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env['FONTCONFIG_PATH'] = path.join(directory, 'fonts');
  // The package's own list of arguments switches web security off: not used.
  return chromium.launch({ executablePath, env });
}

async function unpack(directory: string): Promise<void> {
  const making = await mkdtemp(`${directory}-`);
  const { TMPDIR, CODEBUILD_BUILD_IMAGE, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  // It unpacks into the temporary directory, and its libraries only where it believes to be in Amazon's cloud.
  Object.assign(process.env, { TMPDIR: making, CODEBUILD_BUILD_IMAGE: 'nodejs20' });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const [name, value] of Object.entries({ TMPDIR, CODEBUILD_BUILD_IMAGE, LD_LIBRARY_PATH, FONTCONFIG_PATH })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  await rename(making, directory).catch(async (error: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error; // else another run was faster
  });
}
