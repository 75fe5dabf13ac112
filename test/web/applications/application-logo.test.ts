import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addScopes, fillIn, registerByForm, type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { png } from '../../support/png.ts';
import { formsIn, type Visitor } from '../../support/visitor.ts';

let site: Site;
let ines: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp({ env: { REGISTRATION: 'review' } });
  await addScopes(site);
  ines = await signedIn(site, 'draws@openfield.example');
});
after(() => site.close());

/** Sends a file with the form of the page, as browsers do. */
async function upload(browser: Visitor, path: string, file: Buffer, more: { readonly csrf?: string } = {}) {
  const form = formsIn((await browser.get(path)).body).find(({ action }) => action === path);
  const csrf = more.csrf ?? form?.fields['_csrf'] ?? '';
  const edge = 'edge-of-parts';
  const payload = Buffer.concat([
    Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n`),
    Buffer.from(`--${edge}\r\nContent-Disposition: form-data; name="image"; filename="../logo.png"\r\n`),
    Buffer.from('Content-Type: image/svg+xml\r\n\r\n'),
    file,
    Buffer.from(`\r\n--${edge}--\r\n`),
  ]);
  return browser.send({
    method: 'POST',
    url: path,
    payload: payload as never,
    headers: { 'content-type': `multipart/form-data; boundary=${edge}`, 'sec-fetch-site': 'same-origin' },
  });
}

const sourceOf = (body: string) => /src="(\/logos\/[0-9a-f]{64}(?:-64)?\.png)"/.exec(body)?.[1] ?? '';

test('S061 S125 a logo is drawn anew, served by us for good, and another identity: nobody has verified it any more', async () => {
  const { id, path } = await registerByForm(ines);
  await site.deps.clients.approve(id, 'administrator');
  const before = await site.deps.clients.find(id);
  assert.equal(before?.verified, true);
  const sent = await upload(ines, `${path}/logo`, png(300, 120));
  assert.deepEqual([sent.status, sent.location], [303, `${path}/logo?done=changed`]);
  const after = await site.deps.clients.find(id);
  assert.deepEqual([after?.verified, after?.state], [false, 'review']);
  assert.ok(after && before && after.identityChangedAt > before.identityChangedAt, 'consent is asked again');

  const source = sourceOf((await ines.get(path)).body);
  assert.ok(source);
  for (const [address, side] of [
    [source, 256],
    [source.replace('.png', '-64.png'), 64],
  ] as const) {
    const image = await site.app.inject({ url: address });
    assert.equal(image.statusCode, 200);
    assert.equal(image.headers['content-type'], 'image/png');
    assert.equal(image.headers['x-content-type-options'], 'nosniff');
    assert.equal(image.headers['content-security-policy'], "default-src 'none'");
    assert.match(String(image.headers['cache-control']), /immutable/);
    assert.deepEqual([image.rawPayload.readUInt32BE(16), image.rawPayload.readUInt32BE(20)], [side, side]);
    assert.equal(image.rawPayload.includes('somebody'), false, 'nothing but pixels');
  }
  const again = await upload(ines, `${path}/logo`, png(300, 120, 'Author\0another'));
  assert.equal(again.status, 303);
  assert.equal(sourceOf((await ines.get(path)).body), source, 'the same pixels are the same logo');
  await fillIn(ines, `${path}/logo`, {}, `${path}/logo/remove`);
  assert.equal(sourceOf((await ines.get(path)).body), '');
  assert.equal((await site.app.inject({ url: source })).statusCode, 404);
});

test('S132 what is no image, too large, or broken is refused with a sentence, and nothing is kept', async () => {
  const { id, path } = await registerByForm(ines);
  const page = `${path}/logo`;
  const bomb = png(16, 16);
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  for (const [file, sentence] of [
    [Buffer.alloc(0), /Choose a file/],
    [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script/></svg>'),
      /no PNG, JPEG or WebP/,
    ],
    [Buffer.from('GIF89a\x40\x00\x40\x00\x00\x00\x00;', 'latin1'), /no PNG, JPEG or WebP/],
    [bomb, /too many pixels/],
    [png(8, 8), /too few/],
    [png(200, 200).subarray(0, 90), /could not be read/],
  ] as const) {
    const answer = await upload(ines, page, file);
    assert.equal(answer.status, 422, String(sentence));
    assert.match(textOf(answer.body), sentence);
  }
  const large = await upload(ines, page, Buffer.alloc(1024 * 1024 + 1, 1));
  assert.equal(large.status, 400);
  assert.equal((await upload(ines, page, Buffer.alloc(2 * 1024 * 1024, 1))).status, 413);
  assert.equal((await site.deps.clients.find(id))?.logo, undefined);
});

test('S157 a form that ends within its file is refused, and ends nothing else', async () => {
  const part = '--edge\r\nContent-Disposition: form-data; name="image"; filename="logo.png"\r\n\r\n';
  for (const payload of [`${part}half`, `${part}half\r\n--edge`, `${part}whole\r\n${part}half`]) {
    const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
    const answer = await site.app.inject({
      method: 'POST',
      url: '/oauth2/applications/any/logo', // of nobody, by nobody
      headers,
      payload,
    });
    assert.equal(answer.statusCode, 400, payload);
  }
});

test('S033 S119 S140 a form with a file is read where one is taken alone, needs its token, and is the owner’s', async () => {
  const { path } = await registerByForm(ines);
  assert.equal((await upload(ines, `${path}/logo`, png(64, 64), { csrf: 'old' })).status, 403);
  assert.equal((await upload(ines, `${path}/edit`, png(64, 64))).status, 415);
  const other = await signedIn(site, 'draws-too@openfield.example');
  assert.equal((await upload(other, `${path}/logo`, png(64, 64), { csrf: 'any' })).status, 403);
  assert.equal((await other.get(`${path}/logo`)).status, 404);
  const { id } = await registerByForm(other);
  const logo = { large: png(256, 256), small: png(64, 64) };
  assert.equal(await site.deps.logos.set(id, logo, { ownerId: ines.user.id }), false);
});
