import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';

type Violation = { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string }[] };

const PICTURES = process.env['PICTURES'];
const SCHEMES = ['light', 'dark'] as const;
const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };
const TABLET = { width: 768, height: 1024 };
const SMALLEST = { width: 320, height: 640 };

// All text that is not a machine's.
const TEXT = `[...document.body.querySelectorAll(':not(code, code *)')]
  .flatMap((each) => [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data)).join(' ')`;

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Collects what a browser complains about on all pages of these contexts: blocked by policy, missing, thrown. */
export function complaints(...contexts: readonly BrowserContext[]): readonly string[] {
  const heard: string[] = [];
  for (const context of contexts) {
    context.on('weberror', (thrown) => heard.push(thrown.error().message));
    context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      // The status of a page that says no is no mistake; that of what a page loads would be.
      const { url } = message.location();
      if (/^Failed to load resource: .* status of 4/.test(message.text()) && !url.includes('/public/')) return;
      heard.push(`${url}: ${message.text()}`);
    });
  }
  return heard;
}

/**
 * What holds for every page: nothing that was forgotten in a view, no violation that axe finds, in light and dark, and
 * no sideways scroll, down to 320 px and in text of twice the size. Leaves four pictures of it in the folder that PICTURES
 * names: they take longer than all the rest.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  await page.waitForLoadState(); // a click may just have led here
  assert.doesNotMatch(await page.evaluate<string>(TEXT), /\b(undefined|null|NaN)\b|\[object /, name);
  await page.evaluate(await axe);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }); // or a colour is read while it changes
    for (const size of [WIDE, PHONE]) {
      await page.setViewportSize(size);
      if (PICTURES) {
        await page.screenshot({
          path: path.join(PICTURES, `${name}-${size.width}-${colorScheme}.png`),
          fullPage: true,
        });
      }
      await assertFits(page, name);
    }
    // What is not about colour was said in light.
    const rules = colorScheme === 'light' ? undefined : ['color-contrast'];
    const found = await violations(page, rules);
    assert.deepEqual(found, [], `${name}, ${colorScheme}`);
  }
  for (const size of [TABLET, SMALLEST]) {
    await page.setViewportSize(size);
    await assertFits(page, name);
  }
  await page.setViewportSize({ width: 2 * PHONE.width, height: PHONE.height });
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  await assertFits(page, `${name} in large text`);
  await page.evaluate("document.documentElement.style.fontSize = ''");
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

/** The same in short, for a page that others look at as well: in light, and no sideways scroll from 320 to 768 px. With PICTURES it is all of it. */
export async function inspectPhone(page: Page, name: string): Promise<void> {
  if (PICTURES) return inspect(page, name);
  await page.waitForLoadState();
  assert.doesNotMatch(await page.evaluate<string>(TEXT), /\b(undefined|null|NaN)\b|\[object /, name);
  for (const size of [TABLET, SMALLEST, PHONE]) {
    await page.setViewportSize(size);
    await assertFits(page, name);
  }
  await page.evaluate(await axe);
  assert.deepEqual(await violations(page), [], name);
}

/** No sideways scroll, of the page or within a field of many lines; names what sticks out. */
export async function assertFits(page: Page, name: string): Promise<void> {
  const wider = await page.evaluate<readonly string[]>(`document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > innerWidth)
      .map((each) => each.outerHTML.slice(0, 120))`);
  const cut = await page.evaluate<readonly string[]>(
    "[...document.querySelectorAll('textarea')].filter((each) => each.scrollWidth > each.clientWidth).map(({ name }) => name)",
  );
  assert.deepEqual([...wider, ...cut], [], `${name} scrolls sideways at ${page.viewportSize()?.width} px`);
}

/** On how many lines of a phone the text of each of these stands. */
export async function linesOnPhone(page: Page, selector: string): Promise<readonly number[]> {
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  const lines = await page.evaluate<readonly number[]>(`[...document.querySelectorAll(${JSON.stringify(selector)})]
    .map((each) => {
      const range = document.createRange();
      range.selectNodeContents(each);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    })`);
  if (before) await page.setViewportSize(before);
  return lines;
}

/** What cannot be read for its colour on a page that is none of ours. */
export async function contrastViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await axe);
  return violations(page, ['color-contrast']);
}

async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) };
  const script = `axe.run(${JSON.stringify(options)}).then((result) => result.violations)`;
  const found = await page.evaluate<readonly Violation[]>(script);
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
