import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rules } from '../../../src/oauth/rules/index.ts';
import { oauth1Rules } from '../../../src/oauth1/rules.ts';
import { pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp({ env: { OAUTH1: 'on' } });
});
after(() => site.close());

test('every rule has a page that anybody can read, with its code, its section and what to do', async () => {
  const list = await visitor(site.app).get('/docs/errors');
  const oauth1 = Object.entries(oauth1Rules).map(
    ([id, { problem, section }]) => [id, { code: problem, section }] as const,
  );
  for (const [id, { code, section }] of [...Object.entries(rules), ...oauth1]) {
    assert.equal(list.body.split(`href="/docs/errors/${id}"`).length, 2, `${id} stands in the list once`);
    const page = await visitor(site.app).get(`/docs/errors/${id}`);
    assert.equal(page.status, 200);
    for (const words of [id, code, section, 'What happened', 'Why the rule exists', 'How to fix it']) {
      assert.ok(page.body.includes(words), `${id}: ${words}`);
    }
    assert.doesNotMatch(page.body, /undefined|\[object/);
  }
});

test('a rule that does not exist is 404', async () => {
  for (const id of ['nothing', 'toString', '__proto__', 'constructor']) {
    assert.equal((await visitor(site.app).get(`/docs/errors/${id}`)).status, 404, id);
  }
});
