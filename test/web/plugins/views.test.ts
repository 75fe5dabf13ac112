import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../../src/root.ts';
import { liveApp } from '../../support/live.ts';
import { until } from '../../support/load.ts';

test('a server that listens reads each of its views once, and its first pages none', async (t) => {
  const { mock: reading } = t.mock.method(fs, 'readFileSync'); // as it is, and counted
  syncBuiltinESMExports();
  const read = () => reading.calls.filter(({ arguments: [file] }) => `${file}`.endsWith('.eta')).length;
  const site = await liveApp();
  try {
    const views = fs.readdirSync(path.join(root, 'views'), { recursive: true });
    const count = views.filter((file) => `${file}`.endsWith('.eta')).length;
    await until('all are read', () => read() === count, 60_000);
    for (const page of ['/sign-in', '/docs', '/nothing-here']) await (await fetch(site.issuer + page)).text();
    assert.equal(read(), count);
  } finally {
    reading.restore();
    syncBuiltinESMExports();
    await site.close();
  }
});
