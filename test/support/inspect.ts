import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { root } from '../../src/root.ts';

type Violation = { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string }[] };

export const SCREENSHOTS = path.join(root, '.build/screenshots');
const SCHEMES = ['light', 'dark'] as const;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const SMALLEST = { width: 320, height: 640 };

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Collects what a browser complains about on the pages of the context: blocked by policy, missing, thrown. */
export function complaints(context: BrowserContext): readonly string[] {
  const heard: string[] = [];
  context.on('page', (page) => page.on('pageerror', (error) => heard.push(`${page.url()}: ${error.message}`)));
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    // The status of a page that says no is no mistake; that of what a page loads would be.
    const { url } = message.location();
    if (/^Failed to load resource: .* status of 4/.test(message.text()) && !url.includes('/public/')) return;
    heard.push(`${url}: ${message.text()}`);
  });
  return heard;
}

/**
 * What holds for every page: no violation that axe finds, in light and dark, and no sideways scroll down to 320 px.
 * Leaves four pictures of it in .build/screenshots.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.evaluate(await axe);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const size of [WIDE, PHONE]) {
      await page.setViewportSize(size);
      await page.screenshot({
        path: path.join(SCREENSHOTS, `${name}-${size.width}-${colorScheme}.png`),
        fullPage: true,
      });
      await assertFits(page, name);
    }
    // What is not about colour was said in light.
    const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
    const found = await violations(page, rules);
    assert.deepEqual(found, [], `${name}, ${colorScheme}`);
  }
  await page.setViewportSize(SMALLEST);
  await assertFits(page, name);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

/** No sideways scroll. */
async function assertFits(page: Page, name: string): Promise<void> {
  const script = '[document.scrollingElement.scrollWidth, innerWidth]';
  const [content = 0, window = 0] = await page.evaluate<readonly number[]>(script);
  assert.ok(content <= window, `${name} is ${content} px wide in a window of ${window} px`);
}

async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = rules ? { runOnly: { type: 'rule', values: rules } } : {};
  const script = `axe.run(${JSON.stringify(options)}).then((result) => result.violations)`;
  const found = await page.evaluate<readonly Violation[]>(script);
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
