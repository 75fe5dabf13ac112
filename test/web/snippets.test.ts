import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { TokenEndpointResponse } from 'openid-client';
import type { Client } from '../../src/oauth/model/client.ts';
import { root } from '../../src/root.ts';
import { codeSnippet, credentialsSnippet } from '../../src/web/snippets.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';

type Ran = { readonly tokens: TokenEndpointResponse; readonly next: TokenEndpointResponse };

const folder = path.join(root, '.build/snippets');
let site: Awaited<ReturnType<typeof liveApp>>;
before(async () => {
  site = await liveApp();
  await site.scope('read');
  await mkdir(folder, { recursive: true });
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

async function found(id: string): Promise<Client> {
  const client = await site.deps.clients.find(id);
  assert.ok(client);
  return client;
}

/** Runs the example as it stands on the page; only the person who comes back is put in between. */
async function run(snippet: string, secret: string, visit: (address: URL) => Promise<URL>): Promise<Ran> {
  const file = path.join(folder, `${secret.slice(-8)}.mjs`);
  const parts = snippet.split('// 2.');
  assert.equal(parts.length, 2);
  await writeFile(
    file,
    `${parts.join('const url = await globalThis.visit(address);\n// 2.')}export { tokens, next };\n`,
  );
  process.env['CLIENT_SECRET'] = secret;
  Object.assign(globalThis, { visit });
  return await import(pathToFileURL(file).href);
}

for (const kind of ['confidential', 'public'] as const) {
  test(`the example of a ${kind} application gets tokens and refreshes them, as it is printed`, async () => {
    const person = await site.person();
    const browser = await site.signedIn(person);
    const { id, secret } = await site.application(person, { confidential: kind === 'confidential', scopes: ['read'] });
    const snippet = codeSnippet(await found(id), site.issuer) ?? '';
    const { tokens, next } = await run(snippet, secret, (address) => authorize(browser, address.href));
    assert.equal(tokens.scope, 'read');
    assert.notEqual(next.access_token, tokens.access_token);
  });
}

test('what an application has not registered is not in its example', async () => {
  const person = await site.person();
  const { id } = await site.application(person, {
    redirectUris: ['urn:ietf:wg:oauth:2.0:oob'],
    scopes: [],
    grants: ['client_credentials'],
  });
  const client = await found(id);
  assert.equal(codeSnippet(client, site.issuer), undefined);
  assert.doesNotMatch(credentialsSnippet(client, site.issuer), /scope/);
});

test('no value ends the text it stands in', async () => {
  const person = await site.person();
  const { id } = await site.application(person, {
    redirectUris: [`https://app.example/'+alert(1)+'`],
    scopes: [`a'b`],
  });
  const client = await found(id);
  assert.ok(codeSnippet(client, site.issuer)?.includes(`'https://app.example/\\'+alert(1)+\\''`));
  assert.ok(credentialsSnippet(client, site.issuer).includes(`scope='a'\\''b'`));
});
