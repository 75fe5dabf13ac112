import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issuePasswordLink } from '../../../src/accounts/one-time-link.ts';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp();
});
after(() => site.close());

const NEXT = 'three quiet lanterns';

test('S118 a link sets a password once, and every session of the person ends', async () => {
  const user = await site.person('ines@openfield.example');
  const ines = visitor(site.app);
  await ines.submit(await ines.get('/sign-in'), '/sign-in', { email: user.email, password: PASSWORD });
  const link = `/new-password?token=${await issuePasswordLink(user.id, 'administrator', site.deps)}`;
  const elsewhere = visitor(site.app);
  const page = await elsewhere.get(link);
  assert.ok(page.body.includes('New password') && page.body.includes('Set password'));
  assert.ok(page.body.includes('ines@openfield.example'));
  const short = await elsewhere.submit(page, '/new-password', { 'new-password': 'short' });
  assert.equal(short.status, 422);
  const [one, two] = await Promise.all([
    elsewhere.submit(short, '/new-password', { 'new-password': NEXT }),
    elsewhere.submit(short, '/new-password', { 'new-password': `${NEXT} too` }),
  ]);
  assert.deepEqual([one.status, two.status].sort(), [303, 404]);
  const won = one.status === 303 ? NEXT : `${NEXT} too`;
  assert.equal((await elsewhere.get(link)).status, 404);
  assert.equal((await ines.get('/account')).status, 303, 'the old session ended');
  const signIn = await elsewhere.get('/sign-in?notice=password');
  assert.ok(signIn.body.includes('Your password was set.'));
  const answer = await elsewhere.submit(signIn, '/sign-in', { email: user.email, password: won });
  assert.equal(answer.status, 303);
});

test('S118 two clicks on Set password set it once, and both say so', async () => {
  const user = await site.person('clicks@openfield.example');
  const link = `/new-password?token=${await issuePasswordLink(user.id, 'administrator', site.deps)}`;
  const browser = visitor(site.app);
  const page = await browser.get(link);
  const click = () => browser.submit(page, '/new-password', { 'new-password': NEXT });
  const answers = [...(await Promise.all([click(), click()])), await click()];
  for (const { location } of answers) assert.equal(location, '/sign-in?notice=password');
  const other = await browser.submit(page, '/new-password', { 'new-password': `${NEXT} too` });
  assert.equal(other.status, 404, 'another password was not set');
});

test('S118 no link, a wrong link and a consumed link look alike', async () => {
  const plain = (body: string) => body.replace(/req_\w+|<time.*?<\/time>/g, '');
  const [none, wrong] = [
    await visitor(site.app).get('/new-password'),
    await visitor(site.app).get('/new-password?token=x'),
  ];
  assert.equal(none.status, 404);
  assert.equal(plain(none.body), plain(wrong.body));
});
