import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactTime, timeAgo } from '../../../src/web/frame/dates.ts';
import { breakable, time } from '../../../src/web/frame/markup.ts';
import { english } from '../../../src/web/words/index.ts';

test('what a machine reads breaks behind what parts its words, and nowhere else', () => {
  const broken = {
    'https://app.example/oauth/callback': 'https://app.|example/|oauth/|callback',
    'ana@mail.example.org': 'ana@|mail.|example.|org',
    client_credentials: 'client_|credentials',
    'urn:ietf:wg:oauth:2.0:oob': 'urn:|ietf:|wg:|oauth:|2.|0:|oob',
    'https://a.example/cb?a=1&b=2': 'https://a.|example/|cb?|a=|1&amp;|b=|2',
    lk_ci_9yTq3Wm1aXb7Kc0LpN2vQe: 'lk_ci_9yTq3Wm1aXb7Kc0LpN2vQe',
    plain: 'plain',
    '': '',
  };
  for (const [text, html] of Object.entries(broken)) assert.equal(breakable(text), html.replaceAll('|', '<wbr>'), text);
});

test('S125 text of strangers stays text where it can break', () => {
  assert.equal(
    breakable(`<img src=x onerror="alert('1')">&amp;`),
    '&lt;img src=<wbr>x onerror=<wbr>&quot;alert(&#39;1&#39;)&quot;&gt;&amp;<wbr>amp;',
  );
});

test('a moment has its exact time for a title', () => {
  const at = new Date('2026-11-22T00:12:09.500Z');
  assert.equal(
    time(timeAgo(english, at, new Date('2026-11-22T02:12:10Z'))),
    '<time datetime="2026-11-22T00:12:09Z" title="22 Nov 2026, 00:12:09 UTC">2 hours ago</time>',
  );
  assert.equal(timeAgo(english, at, at).text, 'just now', 'as it stands within sentences too');
  assert.equal(exactTime(english, at).text, exactTime(english, at).exact);
});
