import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { wcagContrast } from 'culori';
import { coloursOf } from '../../../src/instance-colour.ts';
import { testApp } from '../../support/app.ts';
import { visitor } from '../../support/visitor.ts';

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>alert(1)</script><path d="M0 0h8v8z"/></svg>';
const NAME = 'Maps & <b>More</b>';

let site: Awaited<ReturnType<typeof testApp>>;
before(async () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'latchkey-logo-')), 'logo.svg');
  writeFileSync(file, LOGO);
  site = await testApp({ env: { INSTANCE_NAME: NAME, INSTANCE_LOGO_FILE: file, INSTANCE_COLOUR: '#7b2cbf' } });
});
after(() => site.close());

test('S125 name, logo and colour of an instance are on its pages, as text and without anything inline', async () => {
  const { body, headers } = await visitor(site.app).get('/sign-in');
  assert.match(body, /<title>Sign in · Maps &amp; &lt;b&gt;More&lt;\/b&gt;<\/title>/);
  assert.match(
    body,
    /<a class="brand" href="\/"><img src="\/public\/instance\.svg\?[\w-]{8}" alt=""><span>Maps &amp; /,
  );
  assert.doesNotMatch(body, /Latchkey/);
  assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/);
  const [, stylesheet = ''] = /href="(\/public\/instance\.css\?[\w-]{8})"/.exec(body) ?? [];
  const css = await visitor(site.app).get(stylesheet);
  assert.equal(css.headers['content-type'], 'text/css; charset=utf-8');
  assert.equal(css.headers['cache-control'], 'public, max-age=86400');
  assert.match(
    css.body,
    /^:root \{ --accent: #7b2cbf; .*\n@media \(prefers-color-scheme: dark\) \{ :root \{ --accent: #/,
  );
});

test('S121 a logo that is opened by itself can do nothing', async () => {
  const { body, headers } = await visitor(site.app).get('/public/instance.svg');
  assert.equal(body, LOGO);
  assert.equal(headers['content-type'], 'image/svg+xml');
  assert.equal(headers['content-security-policy'], "default-src 'none'; frame-ancestors 'none'; sandbox");
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('the accents of any colour can be read in light and dark, or the colour is refused', () => {
  let refused = 0;
  for (let hue = 0; hue < 0xffffff; hue += 0x0b3a5d) {
    const given = `#${hue.toString(16).padStart(6, '0')}`;
    const colours = coloursOf(given);
    if (!colours) refused += 1;
    for (const { accent, hover, wash, on, behind } of colours
      ? [
          { ...colours.light, behind: '#f0f2ef' },
          { ...colours.dark, behind: '#1f2623' },
        ]
      : []) {
      for (const [text, ground] of [
        [accent, behind],
        [accent, wash],
        [hover, behind],
        [hover, wash],
        [on, accent],
        [on, hover],
      ] as const) {
        assert.ok(wcagContrast(text, ground) >= 4.5, `${given}: ${text} on ${ground}`);
      }
    }
  }
  assert.ok(refused > 0 && refused < 16, `${refused}`);
  assert.equal(coloursOf('#0c6152')?.light.accent, '#0c6152');
  assert.equal(coloursOf('#ffff00'), undefined);
});
