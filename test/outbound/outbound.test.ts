import assert from 'node:assert/strict';
import type http from 'node:http';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { cachedDocuments } from '../../src/outbound/cached-documents.ts';
import { outbound } from '../../src/outbound/index.ts';
import { mayReach, readAllowed } from '../../src/outbound/vet-address.ts';
import { noHttps, selfSigned } from '../support/https-before.ts';

const HOST = 'keys.example';
const faults: string[] = [];
const requests: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
let answer: RequestListener = (_, response) => response.end();
let server: https.Server;
let port: number;
let ca: string;
let connections = 0;
let time = Date.parse('2026-11-29T09:00:00Z');

type Options = Partial<Parameters<typeof outbound>[0]>;
const build = (options: Options = {}) =>
  outbound({
    allow: [`${HOST}:${port}`],
    now: () => new Date(time),
    onFailure: ({ fault, host }) => void faults.push(`${fault} ${host}`),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    ca,
    ...options,
  });
const at = (where = '/') => `https://${HOST}:${port}${where}`;
const json = (value: unknown, headers: http.OutgoingHttpHeaders = {}): RequestListener => {
  return (_, response) => response.writeHead(200, headers).end(JSON.stringify(value));
};

before(async () => {
  if (noHttps) return;
  const made = selfSigned(HOST);
  ca = made.cert;
  server = https.createServer({ key: made.key, cert: ca }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
after(() => {
  server?.closeAllConnections();
  server?.close();
});

const tls = { skip: noHttps };

test('S098 every special-use address is refused, in each of its spellings, and what is public is not', () => {
  const none = { ranges: [] };
  const special = [
    ...[
      '0.0.0.0',
      '10.0.0.1',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.0.0.8',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.0.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
    ],
    ...[
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      '::127.0.0.1',
      '::ffff:0:10.0.0.1',
    ],
    ...[
      '64:ff9b::7f00:1',
      '64:ff9b::808:808',
      '64:ff9b:1::1',
      '100::1',
      '2001::1',
      '2001:2::1',
      '2001:db8::1',
      '2001:10::1',
    ],
    ...[
      '2001:20::1',
      '2002:7f00:1::1',
      '3fff::1',
      '5f00::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fec0::1',
      'ff02::1',
      '4000::1',
    ],
    ...['', 'localhost', 'not an address'],
  ];
  assert.deepEqual(
    special.filter((address) => mayReach(address, none)),
    [],
  );
  const open = [
    '1.1.1.1',
    '93.184.215.14',
    '172.32.0.1',
    '100.128.0.1',
    '::ffff:1.1.1.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ];
  assert.deepEqual(
    open.filter((address) => mayReach(address, none)),
    open,
  );
  const allowed = readAllowed(['10.1.0.0/16', 'fd00:1::/32', '192.168.7.7']);
  const reached = ['10.1.2.3', '10.2.0.1', 'fd00:1::5', 'fd00:2::5', '192.168.7.7', '192.168.7.8', '::ffff:10.1.2.3'];
  assert.deepEqual(
    reached.filter((address) => mayReach(address, allowed)),
    ['10.1.2.3', 'fd00:1::5', '192.168.7.7', '::ffff:10.1.2.3'],
  );
});

test('S098 nothing is connected to that is not allowed: open and closed ports, literals and names look alike', async (t) => {
  let canaries = 0;
  const canary = net.createServer((socket) => {
    canaries += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
  t.after(() => canary.close());
  const open = (canary.address() as AddressInfo).port;
  const strict = build({ allow: [], limits: { atOncePerHost: 99, atOnce: 99, perMinutePerHost: 99, perMinute: 99 } });
  const hosts = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::ffff:127.0.0.1]',
    '[::1]',
    'localhost',
    'rebound.example',
  ];
  const urls = hosts.flatMap((host) => [`https://${host}:${open}/`, `https://${host}:1/`]);
  urls.push(`http://127.0.0.1:${open}/`, 'ftp://files.example/', 'nonsense');
  const answers = await Promise.all(urls.map((url) => strict.fetchDocument(url)));
  for (const given of answers) assert.deepEqual(given, { kind: 'failed', fault: 'address-refused' });
  // A name with one public and one private address is refused for both; one that does not exist says nothing else.
  const mixed = [
    { address: '127.0.0.1', family: 4 }, // first, so that the canary would sing and nobody else be called
    { address: '93.184.215.14', family: 4 },
  ];
  const other = build({ allow: [], resolve: async () => mixed });
  const unknown = build({ allow: [], resolve: () => Promise.reject(new Error('ENOTFOUND')) });
  for (const { fetchDocument } of [other, unknown]) {
    assert.deepEqual(await fetchDocument(`https://mixed.example:${open}/`), {
      kind: 'failed',
      fault: 'address-refused',
    });
  }
  assert.equal(canaries, 0);
  // The canary sings where it may be reached: by plain http, on this computer, and named.
  const named = build({ allow: [`localhost:${open}`, '127.0.0.0/8'] });
  assert.deepEqual(await named.fetchDocument(`http://localhost:${open}/`), { kind: 'failed', fault: 'unreachable' });
  assert.equal(canaries, 1);
  assert.deepEqual(await named.fetchDocument(`http://127.0.0.1:${open}/`), {
    kind: 'failed',
    fault: 'address-refused',
  });
  const away = build({ allow: ['localhost'], resolve: async () => [{ address: '192.0.2.1', family: 4 }] });
  assert.deepEqual(await away.fetchDocument('http://localhost/'), { kind: 'failed', fault: 'address-refused' });
  assert.equal(canaries, 1);
});

test(
  'S098 a request carries nothing of its own accord, takes no proxy, and is answered with the document',
  tls,
  async () => {
    const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'https_proxy', 'NODE_USE_ENV_PROXY'];
    for (const name of proxies) process.env[name] = name.startsWith('NODE') ? '1' : 'http://127.0.0.1:1';
    requests.length = 0;
    answer = json({ keys: [] }, { 'cache-control': 'public, max-age=120', 'set-cookie': 'a=b' });
    const { fetchDocument, postForm } = build();
    const fetched = await fetchDocument(at('/jwks?a=b#c'), { accept: 'application/jwk-set+json' });
    for (const name of proxies) delete process.env[name];
    assert.deepEqual(fetched, { kind: 'fetched', json: { keys: [] }, maxAgeSeconds: 120 });
    assert.deepEqual(await postForm(at('/logout'), { logout_token: 'a&b' }), { kind: 'posted' });
    const [got, posted] = requests;
    const sent = { accept: 'application/jwk-set+json', 'accept-encoding': 'identity', 'user-agent': 'Latchkey' };
    assert.deepEqual(got?.headers, { ...sent, host: `${HOST}:${port}`, connection: 'close' });
    assert.deepEqual([got?.url, posted?.method, posted?.body], ['/jwks?a=b', 'POST', 'logout_token=a%26b']);
    assert.equal(posted?.headers.cookie, undefined);
    // Allowed as it is otherwise, so that it is the name and the word that are refused.
    const withWord = await fetchDocument(at('/jwks').replace('//', '//name:word@'));
    assert.deepEqual([withWord, requests.length], [{ kind: 'failed', fault: 'address-refused' }, 2]);
  },
);

test('S098 redirects, refusals, floods, packed, slow and foreign answers are failures', tls, async () => {
  const { fetchDocument } = build({ timeoutMs: 400 });
  const big = JSON.stringify('a'.repeat(11 * 1024));
  const cases: readonly [string, RequestListener, number?][] = [
    ['redirect', (_, response) => response.writeHead(302, { location: at('/elsewhere') }).end()],
    ['status', (_, response) => response.writeHead(404).end()],
    ['status', (_, response) => response.writeHead(500).end('{}')],
    ['too-large', (_, response) => response.end(big), 10 * 1024],
    ['too-large', (_, response) => response.writeHead(200, { 'transfer-encoding': 'chunked' }).end(big), 10 * 1024],
    ['too-large', (_, response) => response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('a'.repeat(70_000))],
    [
      'encoded',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('0'.repeat(1e6))),
    ],
    ['not-json', (_, response) => response.end('<html>')],
    ['not-json', (_, response) => response.end(Buffer.from([0x22, 0xff, 0x22]))],
    ['unreachable', (_, response) => response.destroy()],
    ['timeout', () => {}],
    ['timeout', (_, response) => void response.write('{"keys":')],
  ];
  requests.length = 0;
  for (const [fault, answers, mostBytes] of cases) {
    answer = answers;
    const given = await fetchDocument(at(), mostBytes === undefined ? {} : { mostBytes });
    assert.deepEqual(given, { kind: 'failed', fault });
  }
  assert.equal(requests.length, cases.length);
  answer = (_, response) => response.end(big);
  assert.equal((await fetchDocument(at())).kind, 'fetched');
  const stranger = build({ ca: undefined as unknown as string });
  assert.deepEqual(await stranger.fetchDocument(at()), { kind: 'failed', fault: 'tls' });
  assert.equal(faults.at(-1), `tls ${HOST}`);
});

test('S098 what is asked for at once is fetched once, and a host is asked no more than its share', tls, async () => {
  const limits = { atOncePerHost: 2, atOnce: 9, perMinutePerHost: 6, perMinute: 99 };
  const { fetchDocument, postForm } = build({ limits });
  answer = json({});
  const [was, connectionsWere] = [requests.length, connections];
  const together = await Promise.all(Array.from({ length: 20 }, () => fetchDocument(at('/one'))));
  assert.ok(together.every(({ kind }) => kind === 'fetched'));
  assert.deepEqual([requests.length - was, connections - connectionsWere], [1, 1]);
  const apart = await Promise.all([1, 2, 3, 4].map((number) => fetchDocument(at(`/${number}`))));
  assert.equal(apart.filter(({ kind }) => kind === 'fetched').length, limits.atOncePerHost);
  const kinds: string[] = [];
  for (let sent = 0; sent < 5; sent += 1) kinds.push((await postForm(at(), {})).kind);
  assert.deepEqual(kinds, ['posted', 'posted', 'posted', 'failed', 'failed']);
  assert.equal(faults.at(-1), `rate ${HOST}`);
  const few = build({ limits: { ...limits, perMinute: 1 }, allow: [] });
  const hosts = await Promise.all(['a', 'b'].map((name) => few.fetchDocument(`https://${name}.example/`)));
  assert.deepEqual(hosts.map((given) => given.kind === 'failed' && given.fault).sort(), ['address-refused', 'rate']);
});

test('keys are kept for a minute to an hour, and fetched anew for a lack once a minute', tls, async () => {
  const { documents } = build();
  const count = async (work: () => Promise<unknown>) => {
    const was = requests.length;
    await work();
    return requests.length - was;
  };
  const later = (seconds: number) => {
    time += seconds * 1000;
  };
  answer = json({ keys: ['old'] }, { 'cache-control': 'max-age=999999' });
  assert.equal(await count(() => documents.get(at('/k'))), 1);
  assert.equal(await count(() => documents.get(at('/k'))), 0);
  answer = json({ keys: ['new'] }, { 'cache-control': 'no-store' });
  const flood = () => Promise.all(Array.from({ length: 50 }, () => documents.refresh(at('/k'))));
  let flooded: Awaited<ReturnType<typeof flood>> = [];
  assert.equal(
    await count(async () => {
      flooded = await flood();
    }),
    1,
  );
  const renewed = { kind: 'fetched', json: { keys: ['new'] }, maxAgeSeconds: 0 };
  assert.ok(flooded.length === 50);
  for (const given of flooded) assert.deepEqual(given, renewed, 'whoever waits for it has the new keys');
  assert.equal(await count(flood), 0);
  later(59);
  assert.equal(await count(flood), 0, 'a minute between');
  assert.deepEqual(await documents.get(at('/k')), renewed);
  later(2);
  assert.equal(await count(() => documents.get(at('/k'))), 1, 'a minute is the shortest, and over');
  answer = (_, response) => response.writeHead(503).end();
  later(1);
  assert.equal((await documents.refresh(at('/k'))).kind, 'fetched', 'what is kept stays while it may');
  later(60);
  assert.equal(await count(() => documents.get(at('/k'))), 1);
  assert.equal(await count(() => documents.get(at('/k'))), 1, 'a failure is not kept');
  answer = json({}, { 'cache-control': 'max-age=999999' });
  await documents.get(at('/k'));
  later(3601);
  assert.equal(await count(() => documents.get(at('/k'))), 1, 'an hour is the longest');
  const small = cachedDocuments({ fetchDocument: build().fetchDocument, now: () => new Date(time), most: 2 });
  for (const name of ['/a', '/b', '/a', '/c']) await small.get(at(name));
  assert.equal(await count(() => small.get(at('/a'))), 0);
  assert.equal(await count(() => small.get(at('/b'))), 1, 'the least recently used has left');
});
