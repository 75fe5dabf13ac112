import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clientStore } from '../../../src/storage/client.ts';
import { composeMail } from '../../../src/web/mails/compose.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { registerByForm, TYPED } from '../../support/console.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

/** The mails that wait about this application, as they are written now. */
async function mailsAbout(id: string) {
  const { rows } = await site.database.pool.query(
    "SELECT job FROM mails WHERE job->>'clientId' = $1 ORDER BY job->>'kind', job->>'userId'",
    [id],
  );
  const mails = await Promise.all(rows.map(({ job }) => composeMail(site.deps)(job)));
  return mails.map((mail) => mail && { to: mail.to, text: mail.text.replaceAll(/\s+/g, ' ') });
}

/** As the page and the command line do it, on a server that sends mail. */
const administered = () => clientStore({ ...site.database, sendsMail: true });

test('an application that an administrator gives to somebody is told of by mail to both, with what whoever had it knows', async () => {
  const ines = await site.person('gives-by-admin@openfield.example');
  const ada = await site.person('gets-by-admin@openfield.example');
  const { id } = await registerByForm(await site.signedIn(ines), { ...TYPED, scope: [] });
  await administered().administer(id, { note: 'nothing to tell' }, 'administrator');
  await administered().administer(id, { owner: { kind: 'person', userId: ines.id } }, 'administrator');
  assert.deepEqual(await mailsAbout(id), [], 'nothing changed hands');
  await administered().administer(id, { owner: { kind: 'person', userId: ada.id } }, 'administrator');
  const [got, lost, ...more] = await mailsAbout(id);
  assert.deepEqual([got?.to, lost?.to, more], [ada.email, ines.email, []]);
  assert.match(got?.text ?? '', /An administrator gave the application Trailmark to you/);
  assert.match(got?.text ?? '', /knows its secrets/);
  assert.match(got?.text ?? '', /redirect URIs/);
  assert.match(got?.text ?? '', new RegExp(`/oauth2/applications/${id}`));
  assert.match(lost?.text ?? '', new RegExp(`gave the application Trailmark to ${ada.name}`));
  assert.doesNotMatch(lost?.text ?? '', new RegExp(`/oauth2/applications/${id}`));
});

test('of a team its managers are told, each once, and nobody whose account is disabled', async () => {
  const [ines, ada, ben, eve] = await Promise.all(
    ['manages-one', 'manages-two', 'develops', 'disabled-manager'].map((name) =>
      site.person(`${name}@openfield.example`),
    ),
  );
  assert.ok(ines && ada && ben && eve);
  const team = await site.deps.teams.add({ name: 'Told crew', description: '', managerId: ines.id }, 'administrator');
  assert.ok(typeof team === 'object');
  const teamId = team.id;
  await site.deps.teams.appoint(teamId, ada.id, 'manager', 'administrator');
  await site.deps.teams.appoint(teamId, eve.id, 'manager', 'administrator');
  await site.deps.teams.appoint(teamId, ben.id, 'developer', 'administrator');
  await site.database.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [eve.id]);
  const { id } = await registerByForm(await site.signedIn(ines), { ...TYPED, scope: [], confidential: [] });
  await administered().administer(id, { owner: { kind: 'team', teamId: teamId } }, 'administrator');
  const mails = await mailsAbout(id);
  assert.deepEqual(mails.map((mail) => mail?.to).sort(), [ines.email, ada.email].sort());
  for (const mail of mails) assert.match(mail?.text ?? '', /gave the application Trailmark to the team Told crew/);
  await administered().administer(id, { owner: { kind: 'person', userId: ben.id } }, 'administrator');
  assert.deepEqual(
    (await mailsAbout(id))
      .filter((mail) => mail !== undefined)
      .map(({ to }) => to)
      .sort(),
    [ben.email, ines.email, ada.email].sort(),
    'what is late is not sent',
  );
});
