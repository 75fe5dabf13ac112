import assert from 'node:assert/strict';
import test from 'node:test';
import type { Client } from '../../src/oauth/model/client.ts';
import {
  findRedirectUri,
  isLoopback,
  LONGEST_REDIRECT_URI,
  OUT_OF_BAND,
  redirectHost,
  redirectUriProblem,
  redirectUriRemark,
} from '../../src/oauth/redirect-uri.ts';
import type { ResponseMode } from '../../src/oauth/response-mode.ts';
import { fragment } from '../../src/oauth/response-modes/fragment.ts';
import { query } from '../../src/oauth/response-modes/query.ts';
import { CALLBACK_ANSWERED } from '../../src/oauth1/consumer-settings.ts';
import { addressDifference, difference } from '../../src/web/frame/difference.ts';
import { type FieldProblem, sentenceOf } from '../../src/web/words/en/problems.ts';

const said = (problem: FieldProblem | undefined) => problem && sentenceOf(problem);

test('S012 every variant of a registered address but the address itself is another one', () => {
  const registered = ['https://app.example/cb/a%2Fb?x=1'];
  assert.equal(findRedirectUri(registered, 'https://app.example/cb/a%2Fb?x=1'), registered[0]);
  const variants = [
    'HTTPS://app.example/cb/a%2Fb?x=1',
    'https://APP.example/cb/a%2Fb?x=1',
    'https://app.example:443/cb/a%2Fb?x=1',
    'https://app.example:8443/cb/a%2Fb?x=1',
    'https://app.example./cb/a%2Fb?x=1',
    'https://app.example/cb/a%2fb?x=1',
    'https://app.example/cb/a/b?x=1',
    'https://app.example/cb/a%252Fb?x=1',
    'https://app.example/CB/a%2Fb?x=1',
    'https://app.example/cb/a%2Fb/?x=1',
    'https://app.example/cb/a%2Fb',
    'https://app.example/cb/a%2Fb?',
    'https://app.example/cb/a%2Fb?x=1&',
    'https://app.example/cb/a%2Fb?x=2',
    'https://app.example/cb/a%2Fb?x=1&y=2',
    'https://app.example/cb/a%2Fb?x=1#',
    'https://app.example/cb/a%2Fb?x=1#y',
    'https://app.example/cb/./a%2Fb?x=1',
    'https://app.example/cb/../cb/a%2Fb?x=1',
    'https://app.example//cb/a%2Fb?x=1',
    'https://app.example/%63b/a%2Fb?x=1',
    'https://app.example\\cb/a%2Fb?x=1',
    'https://user@app.example/cb/a%2Fb?x=1',
    'https://app.example@evil.example/cb/a%2Fb?x=1',
    'https://app.example.evil.example/cb/a%2Fb?x=1',
    'https://sub.app.example/cb/a%2Fb?x=1',
    'https://evilapp.example/cb/a%2Fb?x=1',
    'http://app.example/cb/a%2Fb?x=1',
    '//app.example/cb/a%2Fb?x=1',
    '/cb/a%2Fb?x=1',
    ' https://app.example/cb/a%2Fb?x=1',
    'https://app.example/cb/a%2Fb?x=1 ',
    'https://app.example/cb/a%2Fb?x=1\n',
    'https://app.example/cb/a%2Fb?x=1\0',
    'https://app.example/cb/a%2Fb?x=1\u200b',
    'https://аpp.example/cb/a%2Fb?x=1', // a Cyrillic a
    '',
  ];
  for (const sent of variants) assert.equal(findRedirectUri(registered, sent), undefined, JSON.stringify(sent));
  assert.equal(findRedirectUri([], 'https://app.example/'), undefined);
  assert.equal(findRedirectUri(['https://app.example/*'], 'https://app.example/a'), undefined);
  assert.equal(findRedirectUri(['https://app.example/.'], 'https://app.example/x'), undefined);
});

test('S012 the out-of-band address counts only where it is registered literally', () => {
  assert.equal(findRedirectUri([OUT_OF_BAND], OUT_OF_BAND), OUT_OF_BAND);
  assert.equal(findRedirectUri(['https://app.example/'], OUT_OF_BAND), undefined);
  assert.equal(findRedirectUri([OUT_OF_BAND], 'urn:ietf:wg:oauth:2.0:OOB'), undefined);
  assert.equal(findRedirectUri([OUT_OF_BAND], `${OUT_OF_BAND}:auto`), undefined);
});

test('S013 an http address on this computer may differ in its port', () => {
  const pairs = [
    ['http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb'],
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1:51004/cb'],
    ['http://127.0.0.1:8080/cb', 'http://127.0.0.1/cb'],
    ['http://[::1]:8080/cb?x=1', 'http://[::1]:65535/cb?x=1'],
    ['http://localhost:8080', 'http://localhost:1'],
  ] as const;
  for (const [registered, sent] of pairs) assert.equal(findRedirectUri([registered], sent), registered, sent);
});

test('S013 of two addresses on this computer the equal one is found', () => {
  const registered = ['http://127.0.0.1:1/cb', 'http://127.0.0.1:2/cb'];
  assert.equal(findRedirectUri(registered, 'http://127.0.0.1:2/cb'), 'http://127.0.0.1:2/cb');
});

test('S013 nothing but the port may differ, and only where the literal host is registered', () => {
  const sent = [
    'http://127.0.0.1:8080/other',
    'http://127.0.0.1:8080/cb/',
    'http://127.0.0.1:8080/cb?x=1',
    'http://127.0.0.1:8080/cb#',
    'http://127.0.0.1:8080',
    'http://user@127.0.0.1:8080/cb',
    'http://127.0.0.1:80@evil.test/cb',
    'http://127.0.0.1:8080:9/cb',
    'http://127.1:8080/cb',
    'http://127.0.0.2:8080/cb',
    'http://2130706433/cb',
    'http://0x7f.0.0.1/cb',
    'http://127.0.0.1.evil.test/cb',
    'http://127.0.0.1./cb',
    'http://localhost:8080/cb',
    'http://LOCALHOST:8080/cb',
    'http://[::1]:8080/cb',
    'http://[0:0:0:0:0:0:0:1]/cb',
    'https://127.0.0.1:8080/cb',
    'HTTP://127.0.0.1:8080/cb',
    'http://127.0.0.1:/cb',
    'http://127.0.0.1:0/cb',
    'http://127.0.0.1:080/cb',
    'http://127.0.0.1:65536/cb',
    'http://127.0.0.1:99999/cb',
    'http://127.0.0.1:8080\\cb',
  ];
  for (const one of sent) assert.equal(findRedirectUri(['http://127.0.0.1/cb'], one), undefined, one);
  assert.equal(findRedirectUri(['https://127.0.0.1/cb'], 'https://127.0.0.1:8080/cb'), undefined);
  assert.equal(findRedirectUri(['http://localhost/cb'], 'http://LOCALHOST:8080/cb'), undefined);
  assert.equal(findRedirectUri(['http://localhost/cb'], 'http://localhost.evil.test:8080/cb'), undefined);
});

test('S014 registration refuses what no address of an application should be, each with a sentence', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['', /empty/],
    ['https://app.example/cb#', /fragment/],
    ['https://app.example/cb#x', /fragment/],
    ['com.example.app:/cb#x', /fragment/],
    ['https://user@app.example/cb', /user name/],
    ['https://user:pw@app.example/cb', /user name/],
    ['https://@app.example/cb', /user name/],
    ['https://*.example/cb', /wildcard/],
    ['https://app.example/*', /wildcard/],
    ['/cb', /whole address/],
    ['//app.example/cb', /whole address/],
    ['app.example/cb', /whole address/],
    ['cb', /whole address/],
    ['https://app.example/a b', /space/],
    ['https://app.example/a\tb', /space/],
    ['https://app.example/a\u00a0b', /space/],
    ['https://app.example/\r\nx', /space/],
    ['https://app.example/\0', /control/],
    ['https://app.example/\u007f', /control/],
    ['https://bücher.example/', /ASCII/],
    ['https://app.example/\u202e', /ASCII/],
    ['https:\\\\app.example\\cb', /backslash/],
    ['https://app.example\\@evil.example', /backslash/],
    ['https://app.example/"x"', /character/],
    ['https://app.example/<x>', /character/],
    ['https://app.example/%zz', /character/],
    ['https://app.example/{id}', /character/],
    ['http://app.example/cb', /not this computer/],
    ['HTTP://app.example/cb', /not this computer/],
    ['http://127.1/cb', /not this computer/],
    ['http://127.0.0.1.evil.test/cb', /not this computer/],
    ['http://LOCALHOST/cb', /not this computer/],
    ['http://localhost.evil.test/cb', /not this computer/],
    ['http://0.0.0.0/cb', /not this computer/],
    ['http://[::2]/cb', /not this computer/],
    ['https:app.example/cb', /host/],
    ['https:/app.example/cb', /host/],
    ['https:///cb', /host/],
    ['https://app.example:/cb', /host/],
    ['https://app.example:0/cb', /host/],
    ['https://app.example:65536/cb', /host/],
    ['https://app.example:x/cb', /host/],
    ['https://999.1.1.1/cb', /host/],
    ['https://exa%6dple.test/cb', /host/],
    ['https://[::1/cb', /host/],
    ['javascript:alert(1)', /javascript/],
    ['JavaScript:alert(1)', /javascript/],
    ['javascript://app.example/%0aalert(1)', /javascript/],
    ['data:text/html,x', /data/],
    ['vbscript:x', /vbscript/],
    ['file:///etc/passwd', /file/],
    ['blob:https://app.example/1', /blob/],
    ['about:blank', /about/],
    ['ws://app.example/', /ws/],
    ['mailto:a', /mailto/],
    ['view-source:https://app.example/', /view-source/],
    ['myapp:/cb', /domain/],
    ['com.example.app://host:cb', /host/],
    ['com.example.app://[x]/cb', /host/],
    ['com.example.app://host:65536/cb', /host/],
    ['https://app.example/cb?state=mine', /has state/],
    ['https://app.example/cb?a=1&%73tate=mine', /has state/],
    ['https://app.example/cb?a?b=1&iss', /has iss/],
    ['com.example.app:/cb?code=', /has code/],
    ['http://127.0.0.1/cb?access_token=x', /has access_token/],
    ['ftp://app.example/', /domain/],
    ['urn:ietf:wg:oauth:2.0:oob:auto', /domain/],
    [`https://app.example/${'x'.repeat(LONGEST_REDIRECT_URI)}`, /longer/],
  ];
  for (const [uri, why] of refused) assert.match(said(redirectUriProblem(uri)) ?? 'accepted', why, JSON.stringify(uri));
});

test('S014 registration accepts https, http on this computer, private-use schemes with a dot, and out-of-band', () => {
  const accepted = [
    'https://app.example',
    'https://app.example/cb?x=1&y=%C3%A9',
    'https://app.example:8443/cb',
    'https://xn--bcher-kva.example/',
    'https://[2001:db8::1]/cb',
    'https://localhost/cb',
    'http://127.0.0.1/cb',
    'http://127.0.0.1:8080',
    'http://[::1]:8080/cb',
    'http://localhost:3000/cb',
    'com.example.app:/cb',
    'com.example.app://cb',
    OUT_OF_BAND,
  ];
  for (const uri of accepted) assert.equal(redirectUriProblem(uri), undefined, uri);
});

test('S016 an address that is registered already stays, with a remark', () => {
  for (const [uri, why] of [
    ['https://app.example/cb?state=mine', /has state/],
    ['com.example.app://host:cb', /host/],
  ] as const) {
    assert.equal(redirectUriProblem(uri, { held: true }), undefined);
    assert.match(said(redirectUriRemark(uri)) ?? '', why);
  }
  assert.match(
    said(redirectUriProblem('https://app.example/cb?oauth_token=x', { answered: CALLBACK_ANSWERED })) ?? '',
    /has oauth_token/,
  );
  for (const uri of [
    'https://app.example/cb?state=mine',
    'https://app.example/cb?STATE=mine&codes=1',
    'https://app.example/state',
  ]) {
    assert.equal(redirectUriProblem(uri, { answered: CALLBACK_ANSWERED }), undefined, 'OAuth 1.0a has other names');
  }
});

test('S014 S016 whatever registration accepts, every later reader parses, and an answer stands in it once', () => {
  const PIECES = [
    ...[
      'https',
      'http',
      'com.example.app',
      'x.y+z',
      'vespucci',
      'urn',
      ':',
      '://',
      '/',
      '//',
      '?',
      '&',
      '=',
      '@',
      '%20',
      '%',
      '.',
    ],
    ...[
      'app.example',
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::]',
      '[',
      ']',
      'host',
      'xn--a',
      '-',
      '_',
      '~',
      "'",
      '(',
      ';',
      ',',
      '+',
      '$',
    ],
    ...[
      ':cb',
      ':80',
      ':99999',
      ':0',
      'cb',
      '..',
      'a=1',
      'state=mine',
      '%73tate=1',
      'code',
      'iss=',
      'error=x',
      '0x7f',
      '1e3',
      '999',
    ],
  ];
  let seed = 20261128;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  const answer = new URLSearchParams({ code: 'lk', state: 's', iss: 'https://auth.example' });
  let accepted = 0;
  for (let round = 0; round < 60_000; round += 1) {
    const start =
      ['https://', 'http://127.0.0.1', 'com.example.app:', 'com.example.app://', 'vespucci:', ''][random(6)] ?? '';
    const uri = start + Array.from({ length: random(7) }, () => PIECES[random(PIECES.length)]).join('');
    if (redirectUriProblem(uri, { anyApp: random(2) === 0 }) !== undefined) continue;
    accepted += 1;
    const parsed = new URL(uri);
    assert.equal(parsed.hash, '', uri);
    assert.equal(typeof redirectHost(uri), 'string', uri);
    assert.equal(findRedirectUri([uri], uri), uri);
    const moved = uri.replace(/^(http:\/\/[^/?:]+)(?::\d+)?/, '$1:51004');
    if (isLoopback(uri)) assert.ok(URL.canParse(findRedirectUri([uri], moved) === uri ? moved : ''), uri);
    assert.ok(
      ['none', 'case', 'slash', 'query', 'port', 'host', 'path', 'scheme'].includes(
        addressDifference(`${uri}x`, [uri]),
      ),
    );
    assert.equal(typeof difference(`${uri}x`, [uri]).differs, 'string');
    redirectUriRemark(uri);
    for (const [name, value] of answer) {
      assert.deepEqual(new URL(redirectOf(query, uri, answer)).searchParams.getAll(name), [value], uri);
    }
    assert.equal(new URL(redirectOf(fragment, uri, answer)).hash, `#${answer}`, uri);
  }
  assert.ok(accepted > 2000, `${accepted} were accepted`);
});

test('localhost is accepted with a remark, its numbers without', () => {
  assert.match(said(redirectUriRemark('http://localhost:3000/cb')) ?? '', /127\.0\.0\.1/);
  assert.equal(redirectUriRemark('http://127.0.0.1:3000/cb'), undefined);
  assert.equal(redirectUriRemark('https://app.example/cb'), undefined);
});

test('a page names where an address leads', () => {
  assert.equal(redirectHost('https://App.example/cb?x=@evil.example'), 'app.example');
  assert.equal(redirectHost('https://app.example:8443'), 'app.example:8443');
  assert.equal(redirectHost('http://[::1]:80/cb'), '[::1]:80');
  assert.equal(redirectHost('com.example.app:/cb'), 'com.example.app');
  assert.equal(redirectHost(OUT_OF_BAND), undefined);
  assert.equal(isLoopback('http://127.0.0.1:9/cb'), true);
  assert.equal(isLoopback('https://127.0.0.1:9/cb'), false);
});

function redirectOf(mode: ResponseMode, uri: string, answer: URLSearchParams): string {
  const carried = mode.carry(uri, answer, { client: {} as Client, responseType: 'code' });
  assert.ok('redirect' in carried);
  return carried.redirect;
}
