import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseAddress, baseString, encode, type Pairs, readForm } from '../../src/oauth1/base-string.ts';
import { OAuth1Error } from '../../src/oauth1/errors.ts';
import { type IncomingRequest, readSignedRequest } from '../../src/oauth1/signed-request.ts';

/** The text that a request gives to sign. */
function textOf(request: Partial<Omit<IncomingRequest, 'body'>> & { readonly url: string; readonly body?: string }) {
  const found = baseAddress(request.url);
  assert.ok(found);
  const signed = readSignedRequest({
    method: request.method ?? 'GET',
    ...found,
    body: readForm(request.body ?? ''),
    authorization: request.authorization,
  });
  return baseString(signed.method, signed.address, signed.parameters);
}

// RFC 5849 §3.4.1.1
const EXAMPLE = {
  method: 'POST',
  url: 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
  body: 'c2&a3=2+q',
  authorization: `OAuth realm="Example", oauth_consumer_key="9djdj82h48djs9d2", oauth_token="kkk9d7dh3k39sjv7",
    oauth_signature_method="HMAC-SHA1", oauth_timestamp="137131201", oauth_nonce="7d8f3e4a",
    oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D"`.replaceAll('\n', ''),
};
const EXAMPLE_TEXT =
  'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7';

test('S137 the RFC’s own example gives the RFC’s own text', () => {
  assert.equal(textOf(EXAMPLE), EXAMPLE_TEXT);
});

test('S137 it is the same text wherever a parameter stands and in whatever order', () => {
  const protocol = EXAMPLE.authorization
    .replace(/^OAuth realm="Example", /, '')
    .split(/, */)
    .map((part) => part.trim().replaceAll('"', ''));
  const plain = ['b5=%3D%253D', 'a3=a', 'c%40=', 'a2=r%20b', 'c2', 'a3=2+q'];
  const header = (parts: readonly string[]) => `OAuth ${parts.map((part) => part.replace(/=(.*)/, '="$1"')).join(',')}`;
  const url = 'http://example.com/request';
  const turned = (parts: readonly string[], by: number) => [...parts.slice(by), ...parts.slice(0, by)];
  for (let by = 0; by < 7; by += 1) {
    const [own, all] = [turned(protocol, by), turned(plain, by)];
    assert.equal(textOf({ method: 'post', url, body: [...all, ...own].join('&') }), EXAMPLE_TEXT);
    assert.equal(textOf({ method: 'POST', url: `${url}?${[...own, ...all].join('&')}` }), EXAMPLE_TEXT);
    const split = { url: `${url}?${all.slice(0, by).join('&')}`, body: all.slice(by).join('&') };
    assert.equal(textOf({ method: 'POST', ...split, authorization: header(own) }), EXAMPLE_TEXT);
    const [a, b] = [own.slice(0, by), own.slice(by)];
    assert.equal(
      textOf({ method: 'POST', url, body: [...all, ...a].join('&'), authorization: header(b) }),
      EXAMPLE_TEXT,
    );
  }
});

test('S137 encoding is that of RFC 3986: unreserved characters alone stay, the rest is upper-case UTF-8', () => {
  // http://oauth.net/core/1.0a test cases
  const cases: Readonly<Record<string, string>> = {
    abcABC123: 'abcABC123',
    '-._~': '-._~',
    '%': '%25',
    '+': '%2B',
    '&=*': '%26%3D%2A',
    '\n': '%0A',
    ' ': '%20',
    '\u007f': '%7F',
    '\u0080': '%C2%80',
    '\u3001': '%E3%80%81',
    "!'()": '%21%27%28%29',
    '\u{1f5fa}': '%F0%9F%97%BA',
  };
  for (const [text, encoded] of Object.entries(cases)) assert.equal(encode(text), encoded, text);
});

test('S137 parameters are sorted by bytes of what is encoded, first by name, then by value', () => {
  // http://oauth.net/core/1.0a test cases
  const cases: readonly (readonly [string, string])[] = [
    ['name', 'name='],
    ['a=b', 'a=b'],
    ['a=b&c=d', 'a=b&c=d'],
    ['a=x%21y&a=x+y', 'a=x%20y&a=x%21y'],
    ['x%21y=a&x=a', 'x=a&x%21y=a'],
    ['a=1&c=hi%20there&f=25&f=50&f=a&z=p&z=t', 'a=1&c=hi%20there&f=25&f=50&f=a&z=p&z=t'],
    ['B=1&a=1&A=1&_=1', 'A=1&B=1&_=1&a=1'],
    ['%E3%80%81=1&z=1&~=1', '%E3%80%81=1&z=1&~=1'],
    ['', ''],
  ];
  for (const [form, sorted] of cases) {
    assert.equal(baseString('GET', 'http://a/', readForm(form)), `GET&http%3A%2F%2Fa%2F&${encode(sorted)}`, form);
  }
  const pairs: Pairs = [['oauth_signature', 'x']];
  assert.equal(baseString('GET', 'http://a/', pairs), 'GET&http%3A%2F%2Fa%2F&', 'the signature signs not itself');
});

test('S137 the address is scheme, host and path: small letters, no usual port, no query, the path as it is', () => {
  const cases: Readonly<Record<string, string>> = {
    'http://EXAMPLE.COM:80/r%20v/X?id=123': 'http://example.com/r%20v/X', // RFC 5849 §3.4.1.2
    'https://www.example.net:8080/?q=1': 'https://www.example.net:8080/', // RFC 5849 §3.4.1.2
    'HTTP://example.com:80': 'http://example.com/',
    'HTTPS://Example.com:443/Request#x': 'https://example.com/Request',
    'https://example.com:80/': 'https://example.com:80/',
    'http://example.com/a/../b//c/': 'http://example.com/a/../b//c/',
    'http://[::1]:8080/x': 'http://[::1]:8080/x',
  };
  for (const [url, address] of Object.entries(cases)) assert.equal(baseAddress(url)?.address, address, url);
  const none = [
    '',
    '/request',
    'example.com',
    'ftp://example.com/',
    'https://',
    'https://a@b/',
    'https://a b/',
    'http:/a',
  ];
  for (const url of none) assert.equal(baseAddress(url), undefined, url);
});

test('S137 a parameter that begins with oauth_ may come once, whichever it is and wherever it stands', () => {
  const url = 'https://example.com/request';
  for (const name of ['oauth_token', 'oauth_nonce', 'oauth_signature', 'oauth_body_hash', 'oauth_']) {
    const [once, other] = [`${name}=a`, `${name.replace('_', '%5F')}=b`];
    const header = `OAuth ${name}="a"`;
    for (const request of [
      { url: `${url}?${once}&${other}` },
      { url, body: `${once}&${once}` },
      { url: `${url}?${once}`, body: other },
      { url, authorization: header, body: other },
      { url: `${url}?${other}`, authorization: header },
      { url, authorization: `${header}, ${name}="b"` },
    ]) {
      assert.throws(() => textOf(request), rule('oauth1-parameter-repeated'), JSON.stringify(request));
    }
  }
});

test('S131 what cannot be decoded is refused, never repaired', () => {
  const url = 'https://example.com/request';
  for (const text of ['%', '%2', '%zz', '%ff', '%c3%28', '%ed%a0%80', 'a%00b']) {
    for (const request of [
      { url, body: `a=${text}` },
      { url, body: `${text}=a` },
      { url, authorization: `OAuth oauth_token="${text}"` },
    ]) {
      assert.throws(() => textOf(request), rule('oauth1-parameter-malformed'), JSON.stringify(request));
    }
  }
  const headers = [
    'OAuth a',
    'OAuth a=b',
    'OAuth a="b',
    'OAuth a="b" c="d"',
    'OAuth ="b"',
    'OAuth a="b",,',
    'OAuth "',
    'OAuth x',
  ];
  for (const authorization of headers) {
    assert.throws(() => textOf({ url, authorization }), rule('oauth1-parameter-malformed'), authorization);
  }
  const long = `oauth_token=${'a'.repeat(3000)}`;
  assert.throws(() => textOf({ url, body: long }), rule('oauth1-parameter-malformed'));
  assert.equal(textOf({ url, authorization: 'Bearer x' }), 'GET&https%3A%2F%2Fexample.com%2Frequest&');
  assert.match(textOf({ url, authorization: 'oauth  a="b" ,\tc="d"' }), /a%3Db%26c%3Dd$/);
});

function rule(id: string) {
  return (error: unknown) => error instanceof OAuth1Error && error.rule === id;
}
