import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '../../support/app.ts';
import { post } from '../../support/flow.ts';

test('S041 a fault of ours tells its request id, which is in the log, and nothing of the inside', async () => {
  const logLines: string[] = [];
  const site = await testApp({ logLines });
  try {
    const client = await site.application(await site.person());
    await site.database.pool.query('ALTER TABLE access_tokens RENAME TO elsewhere');
    const { status, headers, body } = await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, client);
    assert.deepEqual([status, body.error], [500, 'server_error']);
    assert.doesNotMatch(JSON.stringify(body), /access_tokens|relation|select/i);
    const id = String(headers['x-request-id']);
    assert.match(id, /^req_\w{14}$/);
    assert.ok(logLines.some((line) => line.includes(id) && line.includes('access_tokens')));
  } finally {
    await site.close();
  }
});
