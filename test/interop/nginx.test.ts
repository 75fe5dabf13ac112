import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { filesOf } from '../support/documented-application.ts';
import { httpsBefore, noHttps } from '../support/https-before.ts';
import { liveApp } from '../support/live.ts';
import { freePort } from '../support/server.ts';
import { ask, tokensOf } from '../support/tokens.ts';

// nginx in front of an API, configured as docs/applications/nginx.md prints it.

const NGINX = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0);
const printed = filesOf('nginx').get('server') ?? '';

test('nginx lets a request through by the status alone', {
  skip: NGINX ? noHttps : 'nginx is not installed here',
}, async () => {
  const site = await liveApp();
  let arrived: IncomingHttpHeaders | undefined;
  const api = createServer((request, response) => {
    arrived = request.headers;
    response.end('the map');
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const directory = mkdtempSync(path.join(tmpdir(), 'latchkey-nginx-'));
  const [port, wary] = [await freePort(), await freePort()];
  const [front, stranger] = [await httpsBefore(site.issuer), await httpsBefore(site.issuer)];
  const here = (asked: string) =>
    printed
      .replaceAll('https://auth.example.com', asked)
      .replaceAll('/etc/ssl/certs/ca-certificates.crt', front.certificate)
      .replaceAll('127.0.0.1:8080', `127.0.0.1:${(api.address() as AddressInfo).port}`);
  assert.match(printed, /auth_request \/check/);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const folders = kinds.map((kind) => `${kind}_temp_path ${directory}/${kind};`).join(' ');
  const configuration = `daemon off; master_process off; pid ${directory}/pid; error_log stderr alert; events {}
    http { access_log off; ${folders} server { listen 127.0.0.1:${port}; ${here(front.origin)} }
    server { listen 127.0.0.1:${wary}; ${here(stranger.origin)} } }`;
  writeFileSync(path.join(directory, 'nginx.conf'), configuration);
  const nginx = spawn(NGINX ?? '', ['-p', directory, '-c', path.join(directory, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const get = (headers: Record<string, string> = {}, at = port) => fetch(`http://127.0.0.1:${at}/map`, { headers });
  try {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await get().catch(() => undefined)) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    for (const name of ['read_prefs', 'write_api']) await site.scope(name);
    const ines = await site.person();
    const client = await site.application(ines, { scopes: ['read_prefs', 'write_api'] });
    const browser = await site.signedIn(ines);
    const { access_token: token } = await tokensOf(site, browser, client, 'read_prefs');
    const { access_token: other } = await tokensOf(site, browser, client, 'write_api');
    const bearer = (value: string) => ({ authorization: `Bearer ${value}`, 'latchkey-subject': 'forged' });

    const bare = await get({ 'latchkey-subject': 'forged' });
    assert.deepEqual([bare.status, bare.headers.get('www-authenticate')], [401, `Bearer realm="${site.issuer}"`]);
    assert.equal((await get(bearer(other))).status, 403);
    assert.equal((await get(bearer('lk_at_none'))).status, 401);
    assert.equal((await get(bearer(token), wary)).status, 500, 'who answers there is not the server');
    assert.equal(arrived, undefined, 'nothing of it came to the API');

    const passed = await get(bearer(token));
    assert.deepEqual([passed.status, await passed.text()], [200, 'the map']);
    assert.equal(arrived?.['latchkey-subject'], ines.id, 'whose it is, and not who the caller says');
    await ask(site, client, { token }, '/oauth2/revoke');
    assert.equal((await get(bearer(token))).status, 401, 'at once');
  } finally {
    nginx.kill('SIGTERM');
    api.close();
    for (const proxy of [front, stranger]) proxy.close();
    await site.close();
    rmSync(directory, { recursive: true, force: true });
  }
});
