import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartOf, sparkOf } from '../../../src/web/administration/activity-chart.ts';
import { addressDifference, difference } from '../../../src/web/frame/difference.ts';
import { spanOf } from '../../../src/web/frame/spans.ts';
import { english } from '../../../src/web/words/index.ts';

const REGISTERED = ['https://app.example/cb?a=1', 'https://other.example:8443/back'];

test('what was sent is marked only where it parts from the registered value most like it', () => {
  assert.deepEqual(difference('https://other.example:8443/back/', REGISTERED), {
    before: 'https://other.example:8443/back',
    differs: '/',
    after: '',
  });
  assert.deepEqual(difference('https://app.example/CB?a=1', REGISTERED), {
    before: 'https://app.example/',
    differs: 'CB',
    after: '?a=1',
  });
  const whole = {
    'http://127.0.0.1:3000/cb http://127.0.0.1:3001/cb': ['http://127.0.0.1:', '3000', '/cb'],
    'http://localhost:8080/cb http://127.0.0.1:8080/cb': ['http://', 'localhost', ':8080/cb'],
    'https://a.example/callback https://a.example/callbacks': ['https://a.example/', 'callback', ''],
    'https://app.example.com/cb https://app.example.org/cb': ['https://', 'app.example.com', '/cb'],
    'https://a.example/cb https://a.example/cb/': ['https://a.example/cb', '', ''],
  };
  for (const [both, parts] of Object.entries(whole)) {
    const [sent = '', registered = ''] = both.split(' ');
    assert.deepEqual(Object.values(difference(sent, [registered])), parts, both);
  }
  assert.deepEqual(difference('abc', []), { before: '', differs: 'abc', after: '' });
});

test('S125 what cannot be seen in an address, or turns its direction, is written out', () => {
  const sent = { 'https://app.example/cb?a=1\u200b': '1\\u{200B}', 'https://app.example/cb?a=\u202e1': '\\u{202E}1' };
  for (const [address, differs] of Object.entries(sent)) {
    assert.equal(difference(address, REGISTERED).differs, differs);
  }
  assert.equal(difference('a b\u00a0\u{e0041}\n', []).differs, 'a b\\u{00A0}\\u{E0041}\\u{000A}');
  assert.equal(
    difference('https://b\u00fccher.example/\u{1f600}', []).differs,
    'https://b\u00fccher.example/\u{1f600}',
  );
});

test('the difference between two addresses is named', () => {
  const named = {
    'https://other.example:8443/back/': 'slash',
    'https://Other.example:8443/Back': 'case',
    'http://other.example:8443/back': 'scheme',
    'https://evil.example/cb?a=1': 'host',
    'https://other.example:9000/back': 'port',
    'https://app.example/cb?a=2': 'query',
    'https://app.example/cb': 'query',
    'https://app.example/else?a=1': 'path',
    'com.example.app:/cb': 'none',
    'not an address': 'none',
    '': 'none',
  };
  for (const [sent, reason] of Object.entries(named)) {
    assert.equal(addressDifference(sent, REGISTERED), reason, sent);
  }
  assert.equal(addressDifference('https://app.example/', []), 'none');
  const local = ['http://127.0.0.1:8080/cb'];
  for (const sent of ['http://localhost:8080/cb', 'http://localhost/cb', 'http://[::1]:9/cb']) {
    assert.equal(addressDifference(sent, local), 'loopback', sent);
  }
  assert.equal(addressDifference('http://localhost:8080/else', local), 'none');
});

test('a chart has an axis that holds its busiest hour, hours in words, and the same numbers as a table', () => {
  const hour = new Date('2026-11-29T05:00:00Z');
  const { bars, ...chart } = chartOf(english, [
    { hour, issued: 0, refused: 0 },
    { hour, issued: 1030, refused: 10 },
  ]);
  const [quiet, busy] = bars;
  assert.deepEqual([quiet?.issued.height, quiet?.refused.height], [0, 0]);
  assert.equal(busy?.issued.height, Math.round((1030 / 2000) * 276));
  assert.ok(busy && busy.refused.y >= 0 && busy.refused.y + busy.refused.height <= busy.issued.y);
  assert.deepEqual(chart.scale, ['2,000', '1,000', '0']);
  assert.deepEqual(chart.axis, ['2 hours ago', '1 hour ago', 'now']);
  assert.match(chart.title, /The most in the hour from 05:00 UTC: 1,030 issued, 10 refused\.$/);
  assert.deepEqual(
    chart.rows.map(({ issued, refused }) => [issued, refused]),
    [
      ['1,030', '10'],
      ['0', '0'],
    ],
  );
  const top = (issued: number) => chartOf(english, [{ hour, issued, refused: 0 }]).scale[0];
  assert.deepEqual([0, 1, 2, 3, 10, 11, 99, 100, 101].map(top), ['2', '2', '2', '4', '10', '20', '100', '100', '200']);
});

test('a spark is a line as high as its highest number', () => {
  assert.equal(sparkOf([0, 5, 0]), 'M0.0 29.0L50.0 1.0L100.0 29.0');
  assert.equal(sparkOf([0, 0]), 'M0.0 29.0L100.0 29.0');
});

test('a span is said in its largest whole unit', () => {
  const spans = [1, 60, 90, 3600, 5400, 86_400, 2_592_000].map((seconds) => spanOf(english, seconds));
  assert.deepEqual(spans, ['1 second', '1 minute', '90 seconds', '1 hour', '90 minutes', '1 day', '30 days']);
  assert.deepEqual(
    [2_591_999, 3601].map((seconds) => spanOf(english, seconds)),
    ['2,591,999 seconds (about 30 days)', '3,601 seconds (about 60 minutes)'],
  );
});
