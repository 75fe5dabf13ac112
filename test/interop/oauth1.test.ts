import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { TestClient } from '../support/app.ts';
import { post } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { type Credentials, consumerOf, signature } from '../support/oauth1.ts';
import type { Visitor } from '../support/visitor.ts';

// Libraries that consumers of OAuth 1.0a are written with, unchanged, over the network, with the person's page between.

const BACK = 'https://mapwright.example/back';
const API = 'https://api.example/notes?page=2&q=a%20b';
const run = promisify(execFile);

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;
let api: TestClient;
before(async () => {
  site = await liveApp({ OAUTH1: 'on' });
  await site.scope('read');
  await site.scope('write');
  person = await site.person();
  browser = await site.signedIn(person);
  api = await site.application(person, { resourceServer: true });
});
after(() => site?.close());

/** What the person is sent back with, or shown, after Authorize. */
async function agree(token: string): Promise<string> {
  const page = await browser.get(`/oauth/authorize?oauth_token=${encodeURIComponent(token)}`);
  const decided = await browser.submit(page, '/oauth/authorize', { decision: 'authorize' });
  if (decided.status === 200) return /[0-9a-f]{16}/.exec(decided.body.replace(/<[^>]*>/g, ''))?.[0] ?? '';
  const back = new URL(decided.location);
  assert.equal(back.origin + back.pathname, BACK);
  assert.equal(back.searchParams.get('oauth_token'), token);
  return back.searchParams.get('oauth_verifier') ?? '';
}

/** What an API learns of a request with this header. */
async function check(authorization: string, method = 'GET', parameters = '') {
  const { body } = await post(site, '/oauth1/check', { method, url: API, authorization, parameters }, api);
  return body;
}

type Done = (error: unknown, token: string, secret: string, more: Readonly<Record<string, string>>) => void;
type Client = {
  setClientOptions(options: Readonly<Record<string, string>>): void;
  getOAuthRequestToken(done: Done): void;
  getOAuthAccessToken(token: string, secret: string, verifier: string, done: Done): void;
  authHeader(url: string, token: string, secret: string, method?: string): string;
  post(url: string, token: string, secret: string, body: object, done: (error: unknown, data: string) => void): void;
};
const { OAuth }: { readonly OAuth: new (...given: readonly (string | null)[]) => Client } = createRequire(
  import.meta.url,
)('oauth');

type Answered = Credentials & { readonly more: Readonly<Record<string, string>> };

function answered(call: (done: Done) => void): Promise<Answered> {
  return new Promise((resolve, reject) => {
    call((error, key, secret, more) =>
      error ? reject(new Error(JSON.stringify(error))) : resolve({ key, secret, more }),
    );
  });
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

for (const method of ['HMAC-SHA1', 'HMAC-SHA256', 'RSA-SHA1']) {
  for (const [callback, verb] of [
    [BACK, 'POST'],
    [undefined, 'GET'],
  ] as const) {
    const how = callback === undefined ? 'a verifier that the person copies' : 'a callback';
    test(`S136 S139 the client oauth goes all the way with ${method}, ${verb} and ${how}`, async () => {
      const rsa = method === 'RSA-SHA1';
      const by = await consumerOf(site, person, { callbackUrl: callback, rsaPublicKey: rsa ? publicKey : undefined });
      const client = new OAuth(
        `${site.issuer}/oauth/request_token`,
        `${site.issuer}/oauth/access_token`,
        by.key,
        rsa ? privateKey : by.secret,
        '1.0',
        callback ?? 'oob',
        method,
      );
      client.setClientOptions({ requestTokenHttpMethod: verb, accessTokenHttpMethod: verb });
      const first = await answered((done) => client.getOAuthRequestToken(done));
      assert.equal(first.more['oauth_callback_confirmed'], 'true');
      const verifier = await agree(first.key);
      await assert.rejects(
        answered((done) => client.getOAuthAccessToken(first.key, first.secret, `${verifier}0`, done)),
        /verifier_invalid/,
      );
      const access = await answered((done) => client.getOAuthAccessToken(first.key, first.secret, verifier, done));
      await assert.rejects(
        answered((done) => client.getOAuthAccessToken(first.key, first.secret, verifier, done)),
        /401/,
      );

      const header = client.authHeader(API, access.key, access.secret);
      const told = await check(header);
      assert.equal(told['active'], true);
      assert.equal(told['sub'], person.id);
      assert.equal(told['consumer_key'], by.key);
      assert.deepEqual(await check(header), { active: false }, 'it was used');

      // It moves on to OAuth 2.
      const own = await site.application(person);
      const data = await new Promise<string>((resolve, reject) => {
        const body = { client_id: own.id, client_secret: own.secret };
        const done = (error: unknown, text: string) =>
          error ? reject(new Error(JSON.stringify(error))) : resolve(text);
        client.post(`${site.issuer}/oauth1/exchange`, access.key, access.secret, body, done);
      });
      assert.equal(JSON.parse(data).token_type, 'Bearer');
      assert.deepEqual(await check(client.authHeader(API, access.key, access.secret)), { active: false });
    });
  }
}

test('S136 S139 the client oauth-1.0a goes all the way', async () => {
  const by = await consumerOf(site, person, { callbackUrl: BACK });
  const call = async (path: string, data: Readonly<Record<string, string>>, token?: Credentials) => {
    const authorization = signature({ by, token, url: site.issuer + path, data });
    const response = await fetch(site.issuer + path, { method: 'POST', headers: { authorization } });
    assert.equal(response.status, 200);
    const answer = new URLSearchParams(await response.text());
    return { key: answer.get('oauth_token') ?? '', secret: answer.get('oauth_token_secret') ?? '' };
  };
  const first = await call('/oauth/request_token', { oauth_callback: BACK });
  const access = await call('/oauth/access_token', { oauth_verifier: await agree(first.key) }, first);
  const data = { text: "all (of) it!*'", tag: 'ä&b=c' };
  const authorization = signature({ by, token: access, url: API, data });
  assert.equal((await check(authorization, 'POST', new URLSearchParams(data).toString()))['active'], true);
});

const PYTHON = `
import sys, json
from oauthlib.oauth1 import Client
for line in sys.stdin:
    given = json.loads(line)
    uri, headers, body = Client(**given.pop('client')).sign(**given)
    print(json.dumps({'uri': uri, 'headers': headers, 'body': body}), flush=True)
`;

/** The Python that has oauthlib, where the machine has one. */
async function python(): Promise<string | undefined> {
  for (const command of ['python3', '/usr/bin/python3']) {
    try {
      await run(command, ['-c', 'import oauthlib.oauth1']);
      return command;
    } catch {
      // the next
    }
  }
  return undefined;
}

test('S136 S137 S139 the client oauthlib for Python goes all the way, where this machine has it', async (t) => {
  const command = await python();
  if (!command) return void t.diagnostic('NOT DONE: this machine has no Python with oauthlib (python3-oauthlib)');
  type Signed = { readonly uri: string; readonly headers: Record<string, string>; readonly body: string | null };
  const signer = spawn(command, ['-c', PYTHON], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => signer.kill());
  const lines = createInterface(signer.stdout)[Symbol.asyncIterator]();
  const sign = async (given: object): Promise<Signed> => {
    signer.stdin.write(`${JSON.stringify(given)}\n`);
    return JSON.parse((await lines.next()).value);
  };
  const by = await consumerOf(site, person, { callbackUrl: BACK });
  const consumer = { client_key: by.key, client_secret: by.secret };
  for (const signature_type of ['AUTH_HEADER', 'BODY', 'QUERY']) {
    const form =
      signature_type === 'BODY' ? { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: '' } : {};
    const call = async (path: string, client: object): Promise<Credentials> => {
      const { uri, headers, body } = await sign({
        client: { ...consumer, signature_type, ...client },
        uri: site.issuer + path,
        http_method: 'POST',
        ...form,
      });
      const response = await fetch(uri, { method: 'POST', headers, body });
      const text = await response.text();
      assert.equal(response.status, 200, text);
      const answer = new URLSearchParams(text);
      return { key: answer.get('oauth_token') ?? '', secret: answer.get('oauth_token_secret') ?? '' };
    };
    const first = await call('/oauth/request_token', { callback_uri: BACK });
    const token = { resource_owner_key: first.key, resource_owner_secret: first.secret };
    const access = await call('/oauth/access_token', { ...token, verifier: await agree(first.key) });
    const owner = { resource_owner_key: access.key, resource_owner_secret: access.secret };
    for (const signature_method of ['HMAC-SHA1', 'HMAC-SHA256']) {
      const client = { ...consumer, ...owner, signature_method };
      const { headers } = await sign({ client, uri: API, http_method: 'GET' });
      assert.equal(
        (await check(headers['Authorization'] ?? ''))['active'],
        true,
        `${signature_type} ${signature_method}`,
      );
    }
  }
});
