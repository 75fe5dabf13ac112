import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../src/root.ts';
import { withDialect } from '../support/dialects.ts';
import { authorize, post } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { startMapService } from '../support/map-service.ts';
import { freePort } from '../support/server.ts';

// JOSM's own classes for OAuth 2, as Debian packages them, driven without its windows.

const JARS = [
  process.env['JOSM_JAR'] ?? '/usr/share/josm/josm.jar',
  '/usr/share/java/jmapviewer.jar',
  '/usr/share/java/gettext-commons.jar',
];
const skip = whyNot() ?? false;

function whyNot(): string | undefined {
  const missing = JARS.find((jar) => !existsSync(jar));
  if (missing !== undefined) return `JOSM is not installed here (${missing}); JOSM_JAR names another`;
  // The names in an archive stand in it as they are.
  if (!readFileSync(JARS[0] ?? '').includes('OAuth20Authorization')) return 'this JOSM is from before it knew OAuth 2';
  return spawnSync('java', ['-version']).status === 0 ? undefined : 'there is no Java to run JOSM with';
}

test('row 26: JOSM signs a person in with a verifier of 36 characters, and calls the API', { skip }, async () => {
  const site = await liveApp();
  const directory = mkdtempSync(path.join(tmpdir(), 'latchkey-josm-'));
  symlinkSync('/bin/true', path.join(directory, 'xdg-open')); // the browser is ours
  for (const name of ['read_prefs', 'write_api']) await site.scope(name);
  const ines = await site.person();
  const api = await site.application(ines, { resourceServer: true });
  const map = await startMapService({
    ...{ pages: {}, folder: directory, names: new Map([[ines.id, 'Ines']]) },
    introspect: async (token) => (await post(site, '/oauth2/introspect', { token }, api)).body as never,
  });
  const client = await withDialect(site, ines, 'openstreetmap', {
    ...{ confidential: false, grants: ['authorization_code'], scopes: ['read_prefs', 'write_api'] },
    ...{ redirectUris: ['http://127.0.0.1:8111/oauth_authorization'], accessTokenSeconds: 'never' },
  });
  const options = ['-Djava.awt.headless=true', `-Duser.home=${directory}`, '-cp', JARS.join(':')];
  const program = path.join(root, 'test/support/SignInWithJosm.java');
  const given = [client.id, site.issuer, `${map.api}/api/0.6/user/details.json`, String(await freePort())];
  const josm = spawn('java', [...options, program, ...given], {
    env: { ...process.env, PATH: `${directory}:${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [josm.stdout, josm.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const until = async (what: RegExp) => {
    for (let tries = 0; tries < 600; tries += 1) {
      const [, found] = what.exec(said) ?? [];
      if (found !== undefined) return found;
      if (josm.exitCode !== null) break;
      await new Promise((done) => setTimeout(done, 100));
    }
    return assert.fail(`JOSM did not say ${what}:\n${said}`);
  };
  try {
    const asked = new URL(await until(/Opening URL: (\S+)\n/));
    assert.equal(asked.origin, site.issuer);
    const back = await authorize(await site.signedIn(ines), asked.pathname + asked.search);
    await fetch(back).catch(() => undefined); // JOSM hangs up as soon as it has read the request
    const answer = await until(/^ANSWER (.*)$/m);
    assert.match(answer, /^200 .*"display_name":"Ines"/);
  } finally {
    josm.kill('SIGKILL');
    await map.close();
    await site.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
