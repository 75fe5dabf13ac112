import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from './browser.ts';

test('there is a browser to test in', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Here</h1>');
    assert.equal(await page.getByRole('heading', { name: 'Here' }).count(), 1);
  } finally {
    await browser.close();
  }
});
