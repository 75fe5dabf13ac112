import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

const typed = { name: 'Ines Moreau', email: 'ines@openfield.example', password: PASSWORD };

test('the setup link makes the first administrator, who is signed in; then it is gone', async () => {
  const site = await pagesApp();
  try {
    const ines = visitor(site.app);
    const link = await site.setupLink();
    const page = await ines.get(link);
    for (const words of ['Name', 'Email', 'Password', 'Create administrator', 'http://localhost:3000']) {
      assert.ok(page.body.includes(words), words);
    }
    const clicks = await Promise.all([ines.submit(page, '/setup', typed), ines.submit(page, '/setup', typed)]);
    assert.deepEqual(
      clicks.map(({ location }) => location),
      ['/admin', '/admin'],
      'a double click leads to the same account',
    );
    assert.match((await ines.get('/admin')).body, /What comes next/);
    const account = await ines.get('/account');
    assert.ok(account.body.includes('Administration'));
    for (const answer of [await ines.get(link), await visitor(site.app).get(link)]) {
      assert.equal(answer.status, 404);
      assert.ok(answer.body.includes('does not work any more'));
      assert.ok(answer.body.includes('start the server again'), 'there may be no administrator to ask');
    }
    const late = visitor(site.app);
    const stale = await late.get('/sign-in');
    const token = /name="_csrf" value="([^"]+)"/.exec(stale.body)?.[1] ?? '';
    assert.equal((await late.post(link, { ...typed, email: 'late@x.example', _csrf: token })).status, 404);
    assert.equal((await late.get('/setup')).status, 404);
    assert.equal((await late.get('/setup?token=wrong')).status, 404);
  } finally {
    await site.close();
  }
});

test('S143 two who post the setup form at once do not both become the administrator', async () => {
  const site = await pagesApp();
  try {
    const link = await site.setupLink();
    const people = await Promise.all(
      Array.from({ length: 5 }, async (_, i) => {
        const person = visitor(site.app);
        const page = await person.get(link);
        return () => person.submit(page, '/setup', { ...typed, email: `person${i}@openfield.example` });
      }),
    );
    const answers = await Promise.all(people.map((post) => post()));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [303, 404, 404, 404, 404]);
    const { rows } = await site.database.pool.query('SELECT count(*)::int AS n FROM users');
    assert.deepEqual(rows, [{ n: 1 }]);
  } finally {
    await site.close();
  }
});

test('what was typed stays, all that is wrong is told at once, and the link still works', async () => {
  const site = await pagesApp();
  try {
    const ines = visitor(site.app);
    const link = await site.setupLink();
    const wrong = await ines.submit(await ines.get(link), '/setup', { name: 'Ines', email: 'ines', password: 'short' });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('2 things need your attention'));
    assert.ok(wrong.body.includes('<a href="#password">Password</a>'));
    assert.ok(wrong.body.includes('value="Ines"') && wrong.body.includes('value="ines"'));
    assert.ok(wrong.body.includes('aria-describedby="password-hint password-error"'));
    assert.ok(!wrong.body.includes('short"'));
    const lost = await ines.post(link, typed);
    assert.equal(lost.status, 403);
    assert.ok(lost.body.includes('value="ines@openfield.example"'), 'also where the form was too old');
    assert.equal((await ines.submit(lost, '/setup', typed)).status, 303);
  } finally {
    await site.close();
  }
});
