import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueSetupLink } from '../../src/accounts/one-time-link.ts';
import { PASSWORD } from '../support/app.ts';
import { liveApp } from '../support/live.ts';
import { openWebKit, webkitIsMissing } from '../support/webkit.ts';

// Where it is not installed, test/web/plugins/security-headers.test.ts still says which cookies there are.
test('S123 in WebKit the first administrator is made, and signed in, on plain http of this computer', {
  skip: webkitIsMissing(),
}, async () => {
  const site = await liveApp();
  const page = await openWebKit();
  try {
    await page.open(`${site.issuer}/setup?token=${await issueSetupLink(site.deps.links)}`);
    for (const [name, text] of Object.entries({
      name: 'Ines Moreau',
      email: 'ines@openfield.example',
      password: PASSWORD,
    })) {
      await page.type(name, text);
    }
    await page.press('main form button');
    await page.open(`${site.issuer}/account`);
    assert.match(await page.text('main'), /ines@openfield\.example/);
  } finally {
    await page.close();
    await site.close();
  }
});
