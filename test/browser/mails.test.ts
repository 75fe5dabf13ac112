import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { writeLetter } from '../../src/web/mails/letter.ts';
import { wordsOf } from '../../src/web/words/index.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { assertFits, contrastViolations, PHONE } from '../support/inspect.ts';

// Mails as programs show them that keep their style sheet, on light screens and dark ones.

let browser: TestBrowser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser?.close());

const ISSUER = 'https://auth.openfield.example';
const LINK = `${ISSUER}/new-password?token=${'x'.repeat(43)}`;
const WHEN = '30 November 2026 at 07:22:33 UTC';

for (const language of ['en', 'de'] as const) {
  test(`a mail fits a phone and can be read in the dark: ${language}`, async () => {
    const words = wordsOf(language);
    const instance = { name: 'Openfield', colour: undefined };
    for (const letter of [words.mails.recovery('Ines', LINK), words.mails.notice('user.enabled', 'Ines', WHEN, LINK)]) {
      const { html } = writeLetter(words, letter, { issuer: ISSUER, instance } as never);
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({ viewport: PHONE, colorScheme });
        const page = await context.newPage();
        await page.setContent(html);
        await assertFits(page, letter.subject);
        // axe takes paper that nobody coloured for white.
        const paper = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
        assert.equal(paper, colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(22, 27, 25)', letter.subject);
        assert.deepEqual(await contrastViolations(page), [], `${letter.subject}, ${colorScheme}`);
        await context.close();
      }
    }
  });
}

test('a mail says what its link is for before it offers it, and begins with a capital letter in English', () => {
  const { mails } = wordsOf('en');
  const known = { browser: 'Chrome on Linux', address: '127.0.0.1' };
  const changed = mails.notice('password.changed', 'Ines', WHEN, LINK);
  for (const letter of [changed, mails.newBrowser('Ines', known, WHEN, LINK)]) {
    assert.match(letter.paragraphs.join(' '), /^[A-Z].* If it was not you, set a new password/, letter.subject);
  }
});
