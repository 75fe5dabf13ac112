import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import type { Issued } from '../../src/oauth/model/issued.ts';
import { digest } from '../../src/secrets.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { askForCodes, decideDevice, pollFor } from '../support/device.ts';
import { withDialect } from '../support/dialects.ts';
import { authorize, authorizeUrl, codeOf, post, redeem, type TokenAnswer } from '../support/flow.ts';
import { accessTokenOf, consumerOf, signature } from '../support/oauth1.ts';
import { ask, rotate } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// What the statement that issues says of the family: a signed token is made of it, without a second look.

let site: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
const heard: Issued[] = [];
before(async () => {
  site = await testApp({ env: { LEGACY_GRANTS: 'password,implicit', OAUTH1: 'on' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  const more = [DEVICE_CODE, 'password', 'implicit'];
  const grants = ['authorization_code', 'refresh_token', 'client_credentials', ...more];
  client = await site.application(ines, { grants });
  const { issueTokens } = site.deps;
  const { answer } = issueTokens;
  Object.assign(issueTokens, {
    answer(tokens: Parameters<typeof answer>[0]) {
      heard.push(tokens.issued);
      return answer(tokens);
    },
  });
});
after(() => site.close());

/** Every way to tokens: what it answers, as far as it is not about a person whose it is. */
const ways: Readonly<Record<string, () => Promise<Pick<TokenAnswer, 'body'>>>> = {
  'a code': async () => redeem(site, client, await codeOf(browser, authorizeUrl(client))),
  'a code for a token without an end': async () => {
    const endless = await site.application(ines, { accessTokenSeconds: 'never' });
    return redeem(site, endless, await codeOf(browser, authorizeUrl(endless)));
  },
  'a refresh token': async () => rotate(site, client, await aRefreshToken()),
  'a refresh token, for less': async () => rotate(site, client, await aRefreshToken(), 'read'),
  'a refresh token that is sent again': async () => {
    const token = await aRefreshToken();
    await rotate(site, client, token);
    return rotate(site, client, token);
  },
  'a device': async () => {
    const { device, user } = await askForCodes(site, client, 'read');
    await decideDevice(browser, user);
    return pollFor(site, client, device);
  },
  'a password': () =>
    ask(site, client, { grant_type: 'password', username: ines.email, password: PASSWORD, scope: 'read' }),
  'no code in between': async () => {
    const { hash } = await authorize(browser, authorizeUrl(client, { response_type: 'token' }));
    return { body: Object.fromEntries(new URLSearchParams(hash.slice(1))) as TokenAnswer['body'] };
  },
  'an exchange': async () => {
    const by = await consumerOf(site, ines);
    const token = await accessTokenOf(site, browser, by);
    const own = { client_id: client.id, client_secret: client.secret };
    const authorization = signature({ by, token, url: 'http://localhost:3000/oauth1/exchange', data: own });
    return post(site, '/oauth1/exchange', own, undefined, { authorization });
  },
};

async function aRefreshToken(): Promise<string> {
  return (await redeem(site, client, await codeOf(browser, authorizeUrl(client)))).body.refresh_token;
}

for (const [way, issue] of Object.entries(ways)) {
  test(`by ${way} a person's family is told with what was issued`, async () => {
    const { body } = await issue();
    const { issuedAt, ...facts } = lastHeard();
    assert.deepEqual(facts, { ...(await familyOf(body.access_token)), scope: body['scope'], facts: undefined });
    assert.equal(facts.userId, ines.id);
    assert.ok(Math.abs(issuedAt - Date.now() / 1000) < 60);
  });
}

test('what a client gets for itself is nobody’s, in a chain too', async () => {
  const dialect = await withDialect(site, ines, 'op-api', { grants: ['client_credentials'] });
  const own = { grant_type: 'client_credentials', scope: 'read' };
  assert.equal((await ask(site, client, own)).status, 200);
  const first = await ask(site, dialect, own);
  for (let time = 0; time < 2; time += 1) {
    assert.equal((await rotate(site, dialect, first.body.refresh_token)).status, 200);
  }
  for (const { issuedAt, ...facts } of heard.splice(0)) {
    assert.deepEqual(facts, { authorizationId: undefined, userId: undefined, scope: 'read', facts: undefined });
    assert.ok(Math.abs(issuedAt - Date.now() / 1000) < 60);
  }
});

function lastHeard(): Issued {
  const last = heard.splice(0).at(-1);
  if (!last) throw new Error('nothing was issued');
  return last;
}

async function familyOf(token: string): Promise<Pick<Issued, 'authorizationId' | 'userId'>> {
  const { rows } = await site.database.pool.query(
    `SELECT a.id AS "authorizationId", a.user_id AS "userId"
     FROM access_tokens t JOIN authorizations a ON a.id = t.authorization_id WHERE t.hash = $1`,
    [digest(token)],
  );
  return rows[0];
}
