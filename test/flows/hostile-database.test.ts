import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { ownMigrations } from '../../src/attach.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { migrate } from '../../src/storage/engine/migrate.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { hostileDatabase, type TestDatabase } from '../support/database.ts';
import { askForCodes, decideDevice, pollFor } from '../support/device.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { accessTokenOf, consumerOf } from '../support/oauth1.ts';
import { rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// What a database, or the role of the server, may be set to for the sake of other programs.
const SETTINGS = {
  timezone: "'Asia/Kolkata'",
  datestyle: "'SQL, DMY'",
  intervalstyle: 'sql_standard',
  client_encoding: 'LATIN1',
  standard_conforming_strings: 'off',
  bytea_output: 'escape',
  extra_float_digits: '0',
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  synchronous_commit: 'off',
  statement_timeout: "'1h'",
  lock_timeout: "'1ms'",
  idle_session_timeout: "'2s'",
  transaction_timeout: "'1h'",
  row_security: 'on',
  plan_cache_mode: 'auto',
};
const PINNED = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  client_encoding: 'UTF8',
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  extra_float_digits: '1',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  default_transaction_deferrable: 'off',
  synchronous_commit: 'on',
  lock_timeout: '0',
  idle_session_timeout: '0',
  transaction_timeout: '0',
  row_security: 'off',
  plan_cache_mode: 'force_generic_plan',
};
const SHOWN = `SELECT ${Object.entries(PINNED)
  .map(([name, value]) => `coalesce(current_setting('${name}', true), '${value}') AS "${name}"`)
  .join(', ')}, current_schema() AS schema`;

for (const { isolation, schema } of [
  { isolation: 'repeatable read', schema: undefined },
  { isolation: 'serializable', schema: 'sign in' },
]) {
  describe(`a database that is set to ${isolation} and to much else, its tables in ${schema ?? 'public'}`, () => {
    let on: TestDatabase;
    let site: TestApp;
    let other: TestApp;
    let ines: User;
    let browser: Visitor;
    let api: TestClient;
    let client: TestClient;
    before(async () => {
      const settings = { ...SETTINGS, default_transaction_isolation: `'${isolation}'` };
      on = await hostileDatabase(settings, schema === undefined ? {} : { schema });
      await migrate(on.url, await ownMigrations());
      [site, other] = await Promise.all([testApp({ on, env: { OAUTH1: 'on' } }), testApp({ on })]);
      for (const name of ['read', 'write']) await site.scope(name);
      ines = await site.person('İlkay.Łódź@example.org', { name: 'İlkay Łukasz' });
      browser = await site.signedIn(ines);
      api = await site.application(ines, { resourceServer: true });
      client = await site.application(ines);
    });
    after(async () => {
      await Promise.all([site?.close(), other?.close()]);
      await on?.drop();
    });

    test('every connection says itself what is taken for granted: pool, reader, Prisma, migration', async () => {
      const expected = { ...PINNED, schema: schema ?? 'public' };
      assert.deepEqual((await site.database.pool.query(SHOWN)).rows[0], expected);
      const read = { name: 'shown', text: `${SHOWN} WHERE $1::interval IS NOT NULL` };
      for (let tries = 0; tries < 20; tries += 1) assert.deepEqual((await site.database.read(read, []))[0], expected);
      assert.deepEqual(await (await site.database.prisma()).$queryRawUnsafe(SHOWN), [expected]);
      const sql = `CREATE TABLE shown AS ${SHOWN}`;
      await migrate(on.url, [...(await ownMigrations()), { name: '9_show', sql, checksum: '' }]);
      const { rows } = await site.database.pool.query('SELECT * FROM shown');
      assert.deepEqual(rows[0], { ...expected, lock_timeout: '1s' }); // a migration is told so itself
    });

    test('a code, its tokens, their rotation and their end', async () => {
      const { access_token, refresh_token } = await tokensOf(site, browser, client, 'read');
      assert.equal(await isActive(site, api, access_token), true);
      const next = await rotate(site, client, refresh_token);
      assert.equal(next.status, 200, JSON.stringify(next.body));
      assert.equal(await isActive(site, api, next.body.access_token), true);
      await purge(site.database);
      assert.equal(await isActive(site, api, next.body.access_token), true);
      const reused = await rotate(other, client, refresh_token);
      assert.ok([200, 400].includes(reused.status));
    });

    test('S027 of thirty redemptions on two instances exactly one succeeds and none finds the server busy', async () => {
      const code = await codeOf(browser, authorizeUrl(client));
      const sites = Array.from({ length: 30 }, (_, at) => (at % 2 ? site : other));
      const answers = await Promise.all(sites.map((each) => redeem(each, client, code)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array.from({ length: 29 }, () => 400)]);
    });

    test('sign-ins and forms that meet each other', async () => {
      const browsers = await Promise.all(Array.from({ length: 6 }, (_, at) => (at % 2 ? site : other).signedIn(ines)));
      const pages = await Promise.all(browsers.map((each) => each.get('/account')));
      assert.deepEqual(new Set(pages.map(({ status }) => status)), new Set([200]));
      assert.ok(pages.every(({ body }) => body.includes('İlkay Łukasz')));
    });

    test('a device', async () => {
      const grants = [DEVICE_CODE, 'refresh_token'];
      const television = await site.application(ines, { grants, redirectUris: [REDIRECT] });
      const { device, user } = await askForCodes(site, television, 'read');
      assert.equal((await pollFor(site, television, device)).body.error, 'authorization_pending');
      await decideDevice(browser, user);
      await site.database.pool.query("UPDATE device_codes SET polled_at = polled_at - interval '9 seconds'");
      const tokens = await pollFor(site, television, device);
      assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
      assert.equal(await isActive(site, api, tokens.body.access_token), true);
    });

    test('OAuth 1.0a', async () => {
      const by = await consumerOf(site, ines);
      const token = await accessTokenOf(site, browser, by);
      assert.ok(token.key && token.secret);
    });
  });
}
