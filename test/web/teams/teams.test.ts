import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Deps } from '../../../src/deps.ts';
import { digest } from '../../../src/secrets.ts';
import { clientOfferStore } from '../../../src/storage/client-offer.ts';
import { composeMail } from '../../../src/web/mails/compose.ts';
import { addScopes, fillIn, registerByForm, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { formsIn } from '../../support/visitor.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;

/** What stands on every domain. */
const file = { text: '' };
let site: Site;
let ada: Person;
let ben: Person;
let eve: Person;
before(async () => {
  const outbound = { fetchText: async () => ({ kind: 'fetched', text: file.text }) } as unknown as Deps['outbound'];
  site = await pagesApp({ deps: { mailbox: undefined, outbound } });
  await addScopes(site);
  ada = await signedIn(site, 'ada@openfield.example', { name: 'Ada <L>' });
  ben = await signedIn(site, 'ben@openfield.example', { name: 'Ben Okri' });
  eve = await signedIn(site, 'eve@openfield.example', { name: 'Eve' });
});
after(() => site?.close());

const NEW = '/teams/new';
const send = async (who: Person, path: string, action: string, typed: Readonly<Record<string, string>> = {}) =>
  who.submit(await who.get(path), action, typed);

async function teamOf(who: Person, name: string): Promise<string> {
  const answer = await send(who, NEW, NEW, { name, description: `Team of ${name}` });
  assert.equal(answer.status, 303, textOf(answer.body));
  return answer.location.split('?', 1)[0] ?? '';
}

/** Invites by the form of a server that sends no mail; the path of the link that it shows. */
async function invited(path: string, email: string, role = 'developer'): Promise<string> {
  const answer = await send(ada, path, `${path}/invite`, { email, role });
  assert.equal(answer.status, 303, textOf(answer.body));
  const shown = await ada.get(answer.location);
  const link = /\/teams\/invitation\?token=[\w-]+/.exec(shown.body)?.[0];
  assert.ok(link, textOf(shown.body));
  assert.doesNotMatch((await ada.get(path)).body, /invitation\?token=/, 'shown once');
  return link;
}

const INVITATION = '/teams/invitation';

test('S140 S146 a team is made, somebody joins it by a link, registers for it and keeps its applications until they are taken out', async () => {
  assert.match(textOf((await ada.get('/teams')).body), /You are in no team yet/);
  const path = await teamOf(ada, 'Field maps');
  const link = await invited(path, 'BEN@openfield.example');
  assert.match(textOf((await ada.get(path)).body), /Invited .* BEN@openfield\.example Developer/);

  // Only whoever has the address takes it up, and once.
  const other = await eve.get(link);
  assert.match(textOf(other.body), /The invitation is for BEN@openfield\.example/);
  assert.doesNotMatch(other.body, /Join the team<\/button>/);
  const _csrf = /name="_csrf" value="([^"]*)"/.exec(other.body)?.[1] ?? '';
  assert.equal((await eve.post(link, { _csrf })).status, 403);
  assert.equal((await eve.get(path)).status, 404);
  const joining = await ben.get(link);
  assert.match(textOf(joining.body), /Join Field maps You are invited to join this team\. Team of Field maps/);
  assert.equal((await ben.submit(joining, INVITATION, {})).location, `${path}?done=joined`);
  assert.equal((await ben.get(link)).status, 404);

  // A developer sees who is in it, and manages nothing.
  const page = await ben.get(path);
  assert.match(textOf(page.body), /Ada <L> ada@openfield\.example Manager/);
  assert.doesNotMatch(page.body, /\/remove"|\/invite"|\/role"|\/delete"/);

  for (const act of [
    '',
    '/invite',
    '/role',
    '/remove',
    '/withdraw',
    '/domains',
    '/domains/check',
    '/domains/remove',
    '/delete',
  ]) {
    const csrf = formsIn(page.body)[0]?.fields['_csrf'] ?? '';
    const told = await ben.post(path + act, { _csrf: csrf, name: 'Taken', person: ada.user.id, role: 'developer' });
    assert.equal(told.status, 404, act);
  }

  const form = await ben.get(`/oauth2/applications/new?team=${path.split('/').at(-1)}`);
  assert.match(form.body, /name="owner" value="[0-9a-f-]{36}"[^>]* checked/);
  const { id, secret } = await registerByForm(ben, { owner: path.split('/').at(-1) ?? '' });
  assert.ok(secret);
  const own = `/oauth2/applications/${id}`;
  for (const who of [ada, ben]) {
    assert.match(textOf((await who.get('/oauth2/applications')).body), /Trailmark Team Field maps/);
    for (const step of ['', '/edit', '/advanced', '/refusals', '/tokens', '/delete', '/rotate-secret']) {
      assert.equal((await who.get(own + step)).status, 200, step);
    }
  }
  assert.match(textOf((await ada.get(own)).body), /Field maps/);
  for (const step of ['', '/edit', '/advanced', '/refusals', '/tokens', '/delete', '/rotate-secret']) {
    assert.equal((await eve.get(own + step)).status, 404, step);
  }
  const wrong = `/oauth2/authorize?client_id=${id}&response_type=code&redirect_uri=https://evil.example/`;
  assert.match(textOf((await ben.get(wrong)).body), /trailmark\.example\/oauth\/callback/);
  assert.doesNotMatch(textOf((await eve.get(wrong)).body), /trailmark\.example\/oauth\/callback/);

  assert.equal(
    (await send(ada, path, `${path}/delete`).catch(() => undefined))?.status,
    undefined,
    'it owns something',
  );
  const members = await ada.get(path);
  const person = /\/remove"[\s\S]*?name="person" value="([^"]*)"/.exec(members.body)?.[1] ?? '';
  assert.equal((await ada.submit(members, `${path}/remove`, { person })).location, `${path}?done=removed`);
  for (const url of [path, own, `${own}/edit`]) assert.equal((await ben.get(url)).status, 404);
  assert.doesNotMatch(textOf((await ben.get('/oauth2/applications')).body), /Trailmark/);
  assert.doesNotMatch(textOf((await ben.get(wrong)).body), /trailmark\.example\/oauth\/callback/);
  const { rows } = await site.database.pool.query(
    `SELECT event, actor_id, user_id, client_id FROM audit_events WHERE detail LIKE '%' || $1 || '%' ORDER BY at, event`,
    [path.split('/').at(-1)],
  );
  assert.deepEqual(rows, [
    { event: 'team.added', actor_id: ada.user.id, user_id: null, client_id: null },
    { event: 'team.invited', actor_id: ada.user.id, user_id: null, client_id: null },
    { event: 'team.joined', actor_id: ben.user.id, user_id: null, client_id: null },
    { event: 'client.registered', actor_id: ben.user.id, user_id: null, client_id: id },
    { event: 'team.member_removed', actor_id: ada.user.id, user_id: ben.user.id, client_id: null },
  ]);
});

test('S140 nobody registers an application for a team that they are not in', async () => {
  await teamOf(eve, 'Eve alone');
  const path = await teamOf(ada, 'Elsewhere');
  const answer = await fillIn(eve, '/oauth2/applications/new', { ...TYPED, owner: path.split('/').at(-1) ?? '' });
  assert.equal(answer.status, 422);
  assert.match(textOf(answer.body), /You are not in this team any more/);
});

test('what is wrong with a team stands beside its field, and its last manager stays', async () => {
  const empty = await send(ben, NEW, NEW, { name: ' ', description: 'Kept' });
  assert.equal(empty.status, 422);
  assert.match(textOf(empty.body), /Give it a name/);
  assert.match(empty.body, /value="Kept"/);
  const path = await teamOf(ada, 'Surveyors');
  const taken = await send(ben, NEW, NEW, { name: 'SURVEYORS' });
  assert.match(textOf(taken.body), /There is a team of this name already/);
  const wrong = await send(ada, path, `${path}/invite`, { email: 'nothing' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.body, /value="nothing"/);
  const twice = await send(ada, path, `${path}/invite`, { email: ada.user.email });
  assert.match(textOf(twice.body), /they are in the team already/);
  for (const action of ['leave', 'role']) {
    const answer = await send(ada, path, `${path}/${action}`);
    assert.equal(answer.status, 409, action);
    assert.match(textOf(answer.body), /A team needs a manager/);
  }
  const link = await invited(path, ben.user.email, 'manager');
  await ben.submit(await ben.get(link), INVITATION, {});
  assert.equal((await send(ada, path, `${path}/leave`)).location, '/teams?done=left');
  await send(ben, path, path, { name: 'Land surveyors' });
  assert.match(textOf((await ben.get('/teams')).body), /Land surveyors/);
  const gone = await invitedThenWithdrawn(path);
  assert.equal((await eve.get(gone)).status, 404);
  assert.equal((await send(ben, path, `${path}/delete`)).location, '/teams?done=deleted');
});

async function invitedThenWithdrawn(path: string): Promise<string> {
  const answer = await send(ben, path, `${path}/invite`, { email: eve.user.email });
  const link = /\/teams\/invitation\?token=[\w-]+/.exec((await ben.get(answer.location)).body)?.[0] ?? '';
  assert.equal((await eve.get(link)).status, 200);
  assert.equal((await send(ben, path, `${path}/withdraw`)).location, `${path}?done=withdrawn`);
  return link;
}

test('an invitation goes out by mail, with a link that is made when the mail is', async () => {
  const path = await teamOf(ada, 'Mail crew');
  const id = path.split('/').at(-1) ?? '';
  const eves = { email: eve.user.email, emailCanonical: eve.user.email, role: 'developer' } as const;
  const invitationId = await site.deps.teams.invite(id, eves, { ownerId: ada.user.id });
  const compose = composeMail(site.deps);
  const mail = await compose({ kind: 'team-invitation', invitationId: invitationId ?? '' });
  assert.equal(mail?.to, eve.user.email);
  assert.match(mail?.text ?? '', /The team Mail crew .* invites you/);
  const link = /\/teams\/invitation\?token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';
  assert.equal((await eve.submit(await eve.get(link), INVITATION, {})).location, `${path}?done=joined`);
  assert.equal(await compose({ kind: 'team-invitation', invitationId: invitationId ?? '' }), undefined);
});

test('S143 an administrator finds every team, and appoints a manager where nobody is left', async () => {
  const root = await signedIn(site, 'root@openfield.example', { name: 'Root', isAdmin: true });
  const path = await teamOf(ben, 'Lost and found');
  const id = path.split('/').at(-1) ?? '';
  await site.database.pool.query('DELETE FROM team_members WHERE team_id = $1', [id]);
  assert.equal((await ben.get('/admin/teams')).status, 404);
  const listed = await root.get('/admin/teams?q=lost');
  assert.match(textOf(listed.body), /Lost and found Team of Lost and found 0 0/);
  assert.doesNotMatch(listed.body, /Mail crew/);
  const page = `/admin/teams/${id}`;
  const audit = await root.get('/admin/audit?event=team.added');
  assert.match(textOf(audit.body), /Ben Okri the team Lost and found/);
  assert.match(textOf((await root.get(page)).body), /Nobody is in it any more/);
  const nobody = await send(root, page, `${page}/people`, { email: 'nobody@openfield.example' });
  assert.match(textOf(nobody.body), /There is no account with this address/);
  const appointed = await send(root, page, `${page}/people`, { email: eve.user.email, role: 'manager' });
  assert.equal(appointed.location, `${page}?done=appointed`);
  assert.match(textOf((await eve.get(path)).body), /You are a manager/);
  const application = await registerByForm(eve, { owner: id });
  assert.match(textOf((await root.get(page)).body), /Trailmark/);
  assert.match((await root.get(`/admin/applications/${application.id}`)).body, new RegExp(`href="${page}"`));
  assert.equal((await send(root, page, `${page}/remove`, { person: eve.user.id })).status, 409);
  await site.deps.clients.delete(application.id, 'administrator');
  assert.equal((await send(root, page, `${page}/delete`)).location, '/admin/teams?done=deleted');
  assert.equal((await root.get(page)).status, 404);
});

const OFFERS = '/oauth2/applications/offers';
const transferOf = (id: string) => `/oauth2/applications/${id}/transfer`;
const offered = (who: Person, id: string, typed: Readonly<Record<string, string>>) =>
  send(who, transferOf(id), transferOf(id), typed);

test('S061 S140 S146 an application goes to another person, or a team, once they accept it, and nothing changes before', async () => {
  const { id } = await registerByForm(eve, { name: 'Wanderer' });
  await site.deps.clients.approve(id, 'administrator');
  const own = `/oauth2/applications/${id}`;
  const before = await site.deps.clients.find(id);
  assert.equal((await ada.get(transferOf(id))).status, 404);
  assert.equal((await offered(eve, id, { email: 'nothing' })).status, 422);
  assert.match(textOf((await offered(eve, id, { email: 'a@b.example', team: 'x' })).body), /not both/);
  assert.match(textOf((await offered(eve, id, { team: 'No such team' })).body), /There is no team of this name/);
  assert.match(textOf((await offered(eve, id, { email: eve.user.email })).body), /belongs to them already/);

  assert.equal((await offered(eve, id, { email: 'ADA@openfield.example' })).location, `${transferOf(id)}?done=offered`);
  assert.match(textOf((await eve.get(own)).body), /offered to ADA@openfield\.example/);
  assert.match(textOf((await ada.get('/oauth2/applications')).body), /An application is offered to you/);
  assert.match(textOf((await ada.get(OFFERS)).body), /Wanderer From Eve/);
  assert.doesNotMatch(textOf((await ben.get(OFFERS)).body), /Wanderer/);
  assert.equal((await ada.get(own)).status, 404);
  assert.deepEqual(await site.deps.clients.find(id), before);
  assert.equal((await send(ada, OFFERS, `${OFFERS}/decline`)).location, `${OFFERS}?done=declined`);
  await offered(eve, id, { email: ada.user.email });
  assert.equal((await send(eve, transferOf(id), `${transferOf(id)}/withdraw`)).status, 303);
  assert.match(textOf((await ada.get(OFFERS)).body), /Nothing is offered to you/);

  await offered(eve, id, { email: ada.user.email });
  const page = await ada.get(OFFERS);
  assert.equal((await ada.submit(page, `${OFFERS}/accept`, {})).location, `${own}?done=accepted`);
  assert.equal((await ada.submit(page, `${OFFERS}/accept`, {})).status, 409);
  assert.equal((await eve.get(own)).status, 404);
  const after = await site.deps.clients.find(id);
  assert.deepEqual([after?.owner.kind, after?.verified], ['person', false]);
  assert.ok(after && before && after.identityChangedAt > before.identityChangedAt, 'people are asked again');

  // To a team, for which its managers answer.
  const crew = await teamOf(ben, 'Wanderers');
  const teamId = crew.split('/').at(-1) ?? '';
  await site.deps.teams.appoint(teamId, eve.user.id, 'developer', 'administrator');
  await offered(ada, id, { team: 'WANDERERS' });
  assert.match(textOf((await eve.get(OFFERS)).body), /Nothing is offered to you/);
  assert.match(textOf((await ben.get(OFFERS)).body), /Wanderer From Ada <L>, for the team Wanderers/);
  assert.equal((await send(ben, OFFERS, `${OFFERS}/accept`)).status, 303);
  for (const who of [ben, eve]) assert.equal((await who.get(own)).status, 200);
  assert.match(textOf((await eve.get(transferOf(id))).body), /Only a manager of the team that owns it transfers it/);
  const stolen = { kind: 'person', email: eve.user.email, emailCanonical: eve.user.email } as const;
  assert.equal(await site.deps.clientOffers.offer(id, stolen, { ownerId: eve.user.id }), 'not-yours');
  const { rows } = await site.database.pool.query(
    `SELECT event, actor_id, detail FROM audit_events WHERE client_id = $1 AND event LIKE 'client.offer%' ORDER BY at`,
    [id],
  );
  assert.deepEqual(
    rows.map(({ event, actor_id }) => [event.slice('client.'.length), actor_id]),
    [
      ['offered', eve.user.id],
      ['offer_declined', ada.user.id],
      ['offered', eve.user.id],
      ['offer_withdrawn', eve.user.id],
      ['offered', eve.user.id],
      ['offer_accepted', ada.user.id],
      ['offered', ada.user.id],
      ['offer_accepted', ben.user.id],
    ],
  );
  assert.equal(rows.at(-1)?.detail, `team ${teamId}`);
});

test('S061 S095 where applications are reviewed, one with another owner waits until an administrator has looked at it', async () => {
  const { id } = await registerByForm(eve, { name: 'Handed on' });
  const offers = clientOfferStore(site.database, { reviewed: true });
  const { email, emailCanonical } = ada.user;
  await offers.offer(id, { kind: 'person', email, emailCanonical }, { ownerId: eve.user.id });
  const [offer] = await offers.listFor(ada.user.id);
  assert.deepEqual(await offers.accept(offer?.id ?? '', { ownerId: ada.user.id }, 100), { clientId: id });
  assert.equal((await site.deps.clients.find(id))?.state, 'review');
});

test('S142 S144 what an administrator stands for is not given away, nor by whose account is disabled, nor after seven days', async () => {
  const giver = await signedIn(site, 'giver@openfield.example');
  const { id } = await registerByForm(giver, { name: 'Kept' });
  const to = { kind: 'person', email: eve.user.email, emailCanonical: eve.user.email } as const;
  const names = async () => (await site.deps.clientOffers.listFor(eve.user.id)).map(({ client }) => client.name);
  const accept = async () => {
    const { rows } = await site.database.pool.query('SELECT id FROM client_offers WHERE client_id = $1', [id]);
    return site.deps.clientOffers.accept(rows[0]?.id ?? '', { ownerId: eve.user.id }, 100);
  };
  const privileges = { trusted: true, resourceServer: false, accessTokenSeconds: undefined, requirePkce: false };
  const by = { ownerId: giver.user.id };
  assert.equal(await site.deps.clientOffers.offer(id, to, by), 'offered');
  await site.deps.clients.administer(id, { privileges }, 'administrator');
  assert.deepEqual([await names(), await accept()], [[], 'gone']);
  assert.equal(await site.deps.clientOffers.offer(id, to, by), 'privileged');
  assert.match(textOf((await giver.get(transferOf(id))).body), /An administrator stands for it/);
  await site.deps.clients.administer(id, { privileges: { ...privileges, trusted: false } }, 'administrator');
  assert.deepEqual(await names(), ['Kept']);
  await site.database.pool.query(`UPDATE client_offers SET expires_at = now() - interval '1 second'`);
  assert.deepEqual([await names(), await accept()], [[], 'gone']);
  assert.equal(await site.deps.clientOffers.offer(id, to, by), 'offered');
  await site.deps.users.disable(giver.user.id, 'administrator');
  assert.deepEqual([await names(), await accept()], [[], 'gone']);
  // An administrator gives it to somebody else: what was offered is offered no more.
  await site.deps.users.enable(giver.user.id, 'administrator');
  const owner = { kind: 'person', userId: ben.user.id } as const;
  await site.deps.clients.administer(id, { owner }, 'administrator');
  assert.deepEqual([await names(), await accept()], [[], 'gone']);
});

test('S144 who manages a team no more, or is disabled, has given nothing of it away, and let nobody in', async () => {
  const rogue = await signedIn(site, 'rogue@openfield.example');
  const crew = (await teamOf(ada, 'Left behind')).split('/').at(-1) ?? '';
  const { appoint, setRole, invite, findInvitation } = site.deps.teams;
  await appoint(crew, rogue.user.id, 'manager', 'administrator');
  const { id } = await registerByForm(ada, { name: 'Tempting' });
  const owner = { kind: 'team', teamId: crew } as const;
  await site.deps.clients.administer(id, { owner }, 'administrator');
  const accomplice = { email: eve.user.email, emailCanonical: eve.user.emailCanonical };
  const by = { ownerId: rogue.user.id };
  assert.equal(await site.deps.clientOffers.offer(id, { kind: 'person', ...accomplice }, by), 'offered');
  const hash = digest('a token of the rogue');
  await invite(crew, { ...accomplice, role: 'manager', hash }, by);
  const offers = async () =>
    (await site.deps.clientOffers.listFor(eve.user.id)).filter(({ client }) => client.id === id);
  const [offer] = await offers();
  assert.ok(offer && (await findInvitation(hash)));
  const none = async (why: string) => {
    assert.deepEqual(await offers(), [], why);
    assert.equal(await site.deps.clientOffers.accept(offer.id, { ownerId: eve.user.id }, 100), 'gone', why);
    assert.equal(await findInvitation(hash), undefined, why);
    assert.equal(await site.deps.teams.accept(hash, { ownerId: eve.user.id }), undefined, why);
  };
  await site.deps.users.disable(rogue.user.id, 'administrator');
  await none('disabled');
  await site.deps.users.enable(rogue.user.id, 'administrator');
  assert.equal(await setRole(crew, rogue.user.id, 'developer', { ownerId: ada.user.id }), 'changed');
  await none('a developer');
  assert.equal(await site.deps.teams.removeMember(crew, rogue.user.id, { ownerId: ada.user.id }), 'changed');
  await none('removed');
});

test('of those who answer an offer at once one is heard', async () => {
  const crew = (await teamOf(ada, 'Racers')).split('/').at(-1) ?? '';
  await site.deps.teams.appoint(crew, ben.user.id, 'manager', 'administrator');
  for (let round = 0; round < 5; round += 1) {
    const { id } = await registerByForm(eve, { name: `Race ${round}` });
    await site.deps.clientOffers.offer(id, { kind: 'team', teamId: crew }, { ownerId: eve.user.id });
    const { rows } = await site.database.pool.query('SELECT id FROM client_offers WHERE client_id = $1', [id]);
    const offer = rows[0]?.id ?? '';
    const { accept, decline, withdraw } = site.deps.clientOffers;
    const outcomes = await Promise.all([
      accept(offer, { ownerId: ada.user.id }, 100),
      accept(offer, { ownerId: ben.user.id }, 100),
      decline(offer, { ownerId: ben.user.id }),
      withdraw(id, { ownerId: eve.user.id }),
    ]);
    const heard = outcomes.filter((outcome) => outcome === true || typeof outcome === 'object');
    assert.equal(heard.length, 1, JSON.stringify(outcomes));
    const owner = (await site.deps.clients.find(id))?.owner.kind;
    assert.equal(owner, heard[0] === true ? 'person' : 'team');
  }
});

test('an administrator gives an application to a team at once', async () => {
  const root = await signedIn(site, 'root2@openfield.example', { isAdmin: true });
  const { id } = await registerByForm(eve, { name: 'Given' });
  const path = `/admin/applications/${id}/transfer`;
  assert.match(textOf((await send(root, path, path, { team: 'nowhere' })).body), /There is no team of this name/);
  assert.equal(
    (await send(root, path, path, { team: 'racers' })).location,
    `/admin/applications/${id}?done=transferred`,
  );
  assert.match(textOf((await send(root, path, path, { team: 'Racers' })).body), /It belongs to Racers already/);
  assert.equal((await site.deps.clients.find(id))?.owner.kind, 'team');
});

test('S098 S146 a manager proves with a file that a domain is the team’s, and its page says since when it is looked at', async () => {
  const path = await teamOf(ada, 'Domain crew');
  const id = path.split('/').at(-1) ?? '';
  await site.deps.teams.appoint(id, ben.user.id, 'developer', 'administrator');
  assert.match(
    textOf((await send(ada, path, `${path}/domains`, { domain: 'https://x.example' })).body),
    /without https:\/\//,
  );
  assert.equal((await send(ada, path, `${path}/domains`, { domain: 'Previews.example' })).status, 303);
  const page = await ada.get(path);
  const [line = ''] = /latchkey-domain=\w{32}/.exec(page.body) ?? [];
  assert.match(
    textOf(page.body),
    /previews\.example .*Not verified .*https:\/\/previews\.example\/\.well-known\/latchkey-domain/,
  );
  assert.doesNotMatch((await ben.get(path)).body, /latchkey-domain/);

  const missing = await send(ada, path, `${path}/domains/check`);
  assert.equal(missing.status, 409);
  assert.match(textOf(missing.body), /previews\.example is not verified\. There is a file, but not with this line/);
  file.text = `latchkey-domain=other\n${line}\n`;
  const fields = { ...formsIn(page.body).find(({ action }) => action === `${path}/domains/check`)?.fields };
  const _csrf = formsIn((await ben.get(path)).body)[0]?.fields['_csrf'] ?? '';
  assert.equal((await ben.post(`${path}/domains/check`, { ...fields, _csrf })).status, 404);
  assert.match(textOf((await ada.get(path)).body), /Not verified/, 'a developer proves nothing');
  assert.equal((await send(ada, path, `${path}/domains/check`)).location, `${path}?done=domain-verified`);
  assert.match(textOf((await ada.get(path)).body), /previews\.example until \d+ \w+ \d{4} Verified/);

  const { id: client } = await registerByForm(ada, { owner: id });
  const preview = { uri: 'https://pr-1.previews.example/cb', host: 'pr-1.previews.example', days: 3 };
  assert.equal((await site.deps.previews.add(client, preview, 'administrator')).outcome, 'added');
  const shown = textOf((await ben.get(`/oauth2/applications/${client}`)).body);
  assert.match(shown, /Previews https:\/\/pr-1\.previews\.example\/cb until \d+ \w+ \d{4}/);
  assert.equal((await send(ada, path, `${path}/domains/remove`)).location, `${path}?done=domain-removed`);
  assert.doesNotMatch(textOf((await ben.get(`/oauth2/applications/${client}`)).body), /pr-1/);
});
