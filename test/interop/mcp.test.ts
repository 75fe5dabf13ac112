import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as v2 from '@modelcontextprotocol/client';
import { Client as ClientOfV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportOfV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { TestClient } from '../support/app.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { type ProtectedMcpServer, startMcpServer } from '../support/mcp-server.ts';
import type { Visitor } from '../support/visitor.ts';

// Clients of the Model Context Protocol, unchanged, with an MCP server whose tools need scopes.

let site: Awaited<ReturnType<typeof liveApp>>;
let api: TestClient;
let notes: ProtectedMcpServer;
let browser: Visitor;

before(async () => {
  site = await liveApp({ MCP: 'on' });
  for (const name of ['openid', 'offline_access']) await site.scope(name);
  await site.scope('notes:read', 'Read your notes');
  await site.scope('notes:write', 'Write your notes');
  const person = await site.person();
  api = await site.application(person, { resourceServer: true, scopes: ['notes:read', 'notes:write'] });
  notes = await startMcpServer({ issuer: site.issuer, basic: () => api.basic });
  const form = { accessTokenFormat: undefined, accessTokenSeconds: undefined, scopes: [] };
  await site.deps.resources.save({ ...form, uri: notes.url, name: 'Notes' }, 'administrator');
  await site.deps.clients.administer(api.id, { metadata: { resources: [notes.url] } }, 'administrator');
  browser = await site.signedIn(await site.person());
});
after(async () => {
  await notes?.close();
  await site?.close();
});

/** What a program on somebody's computer keeps, as both libraries ask for it. */
class Provider {
  readonly redirectUrl = 'http://127.0.0.1:41234/callback';
  readonly clientMetadata = {
    client_name: 'Desk Assistant',
    redirect_uris: [this.redirectUrl],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
  asked: URL | undefined;
  kept: Record<string, unknown> = {};
  state = () => 'some state';
  clientInformation = () => this.kept['client'] as never;
  saveClientInformation = (client: unknown) => {
    this.kept['client'] = client;
  };
  tokens = () => this.kept['tokens'] as never;
  saveTokens = (tokens: unknown) => {
    this.kept['tokens'] = tokens;
  };
  codeVerifier = () => String(this.kept['verifier']);
  saveCodeVerifier = (verifier: string) => {
    this.kept['verifier'] = verifier;
  };
  discoveryState = () => this.kept['discovery'] as never;
  saveDiscoveryState = (state: unknown) => {
    this.kept['discovery'] = state;
  };
  redirectToAuthorization = (url: URL) => {
    this.asked = url;
  };
}

const LIBRARIES = {
  '@modelcontextprotocol/sdk 1.x': {
    client: () => new ClientOfV1({ name: 'desk', version: '1.0.0' }),
    transport: (provider: Provider) => new TransportOfV1(new URL(notes.url), { authProvider: provider }),
    finish: (transport: TransportOfV1, answer: URLSearchParams) => transport.finishAuth(String(answer.get('code'))),
  },
  '@modelcontextprotocol/client 2.x': {
    client: () => new v2.Client({ name: 'desk', version: '1.0.0' }),
    transport: (provider: Provider) =>
      new v2.StreamableHTTPClientTransport(new URL(notes.url), { authProvider: provider }),
    finish: (transport: v2.StreamableHTTPClientTransport, answer: URLSearchParams) => transport.finishAuth(answer),
  },
} as const;

type Library = {
  client(): {
    connect(transport: never): Promise<void>;
    callTool(tool: { name: string }): Promise<unknown>;
    close(): Promise<void>;
  };
  transport(provider: Provider): unknown;
  finish(transport: never, answer: URLSearchParams): Promise<void>;
};

/** The person agrees in their browser, and the program goes on. */
async function signIn(library: Library, transport: unknown, provider: Provider): Promise<string> {
  const { asked } = provider;
  assert.ok(asked, 'the person is sent to the authorization server');
  assert.equal(asked.origin + asked.pathname, `${site.issuer}/oauth2/authorize`);
  provider.asked = undefined;
  const first = await browser.get(asked.pathname + asked.search);
  assert.match(first.location, /^\/consent/, first.location);
  const page = (await browser.get(first.location)).body;
  const answer = await authorize(browser, asked.pathname + asked.search);
  assert.equal(answer.searchParams.get('iss'), site.issuer);
  await library.finish(transport as never, answer.searchParams);
  return page;
}

for (const [name, library] of Object.entries(LIBRARIES) as [string, Library][]) {
  test(`${name} finds the server, registers, signs a person in, and asks for more when a tool needs it`, async () => {
    const provider = new Provider();
    const first = library.transport(provider);
    await assert.rejects(library.client().connect(first as never), /Unauthorized/i);
    const page = await signIn(library, first, provider);
    assert.match(page, /Nobody has checked this application/);
    assert.match(page, /Read your notes/);

    const client = library.client();
    await client.connect(library.transport(provider) as never);
    assert.match(JSON.stringify(await client.callTool({ name: 'read_note' })), /Buy oats/);
    const tokens = provider.tokens() as { readonly refresh_token?: string; readonly scope?: string };
    assert.ok(tokens.refresh_token, 'it stays connected, though nobody asked for openid');

    // Step-up: what was allowed stays, and the page says what is new.
    await assert.rejects(client.callTool({ name: 'write_note' }));
    const more = library.transport(provider);
    if (provider.asked === undefined) {
      // 1.x asks with its refresh token, which brings no more: the program begins anew, with what it needs by now.
      delete provider.kept['tokens'];
      await assert.rejects(library.client().connect(more as never));
      const begun = provider.asked as URL | undefined;
      begun?.searchParams.set('scope', 'notes:read notes:write offline_access');
      begun?.searchParams.set('prompt', 'consent');
    }
    const asked = (provider.asked as URL | undefined)?.searchParams;
    for (const scope of ['notes:read', 'notes:write'])
      assert.ok(asked?.get('scope')?.split(' ').includes(scope), scope);
    assert.ok(asked?.get('prompt')?.split(' ').includes('consent'));
    const again = await signIn(library, more, provider);
    assert.match(again.replaceAll('<wbr>', ''), /Write your notes<\/strong> <span class="badge">New<\/span>/);
    assert.doesNotMatch(again.replaceAll('<wbr>', ''), /Read your notes<\/strong> <span class="badge">New<\/span>/);
    const wider = library.client();
    await wider.connect(library.transport(provider) as never);
    assert.match(JSON.stringify(await wider.callTool({ name: 'write_note' })), /Written/);
    await Promise.all([client.close(), wider.close()]);
  });
}

test('an MCP client finds the metadata wherever it looks, with all that the protocol asks for', async () => {
  for (const path of [
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/',
    '/.well-known/openid-configuration',
    '/.well-known/openid-configuration/',
  ]) {
    const metadata = (await (await fetch(`${site.issuer}${path}`)).json()) as Record<string, unknown>;
    assert.equal(metadata['issuer'], site.issuer, path);
    assert.deepEqual(metadata['code_challenge_methods_supported'], ['S256']);
    assert.equal(metadata['authorization_response_iss_parameter_supported'], true);
    assert.equal(metadata['client_id_metadata_document_supported'], true);
    assert.equal(metadata['registration_endpoint'], `${site.issuer}/oauth2/register`);
    assert.ok((metadata['token_endpoint_auth_methods_supported'] as string[]).includes('none'));
    assert.ok((metadata['scopes_supported'] as string[]).includes('offline_access'));
  }
});
