import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oauth from 'openid-client';

/** Somebody else's application, at an origin of its own, which signs people in with openid-client. */
export type ThirdParty = {
  readonly origin: string;
  readonly redirectUri: string;
  /** The addresses on which it starts: its own login page with what it asks for. */
  login(parameters?: Readonly<Record<string, string>>): string;
  /** What it was given, newest last. */
  readonly tokens: readonly oauth.TokenEndpointResponse[];
  /** What its callback was called with, newest last. */
  readonly answers: readonly URL[];
  /** After it was registered. Without a secret it is a public client. */
  configure(issuer: string, client: { readonly id: string; readonly secret?: string }): Promise<void>;
  close(): Promise<void>;
};

/** `goesOnTo`: the callback redirects once more, to another origin, as single sign-on behind a gateway does. */
export async function startThirdParty(options: { readonly goesOnTo?: string } = {}): Promise<ThirdParty> {
  const waiting = new Map<string, { readonly verifier: string }>();
  const tokens: oauth.TokenEndpointResponse[] = [];
  const answers: URL[] = [];
  let config: oauth.Configuration | undefined;

  const begin = async (url: URL, reply: ServerResponse) => {
    const state = oauth.randomState();
    const verifier = oauth.randomPKCECodeVerifier();
    waiting.set(state, { verifier });
    const leave = oauth.buildAuthorizationUrl(configured(), {
      redirect_uri: redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...Object.fromEntries(url.searchParams),
    });
    reply.writeHead(303, { location: leave.href }).end();
  };

  const finish = async (url: URL, reply: ServerResponse) => {
    answers.push(url);
    const expectedState = url.searchParams.get('state') ?? '';
    const { verifier = '' } = waiting.get(expectedState) ?? {};
    try {
      tokens.push(await oauth.authorizationCodeGrant(configured(), url, { expectedState, pkceCodeVerifier: verifier }));
    } catch (error) {
      return show(reply, 'Not signed in', String((error as { error?: unknown }).error ?? error));
    }
    if (options.goesOnTo) return void reply.writeHead(303, { location: options.goesOnTo }).end();
    show(reply, 'Signed in', `with ${tokens.at(-1)?.scope ?? 'nothing'}`);
  };

  const answer = async (request: IncomingMessage, reply: ServerResponse) => {
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname === '/login') return begin(url, reply);
    if (url.pathname === '/callback') return finish(url, reply);
    return show(reply, 'Somewhere else', url.pathname);
  };

  const server = createServer((request, reply) => {
    answer(request, reply).catch((error: unknown) => reply.writeHead(500).end(String(error)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const redirectUri = `${origin}/callback`;

  function configured(): oauth.Configuration {
    if (!config) throw new Error('the third party is not registered anywhere');
    return config;
  }

  return {
    origin,
    redirectUri,
    tokens,
    answers,
    login: (parameters = {}) => `${origin}/login?${new URLSearchParams(parameters)}`,
    async configure(issuer, { id, secret }) {
      const authentication = secret === undefined ? oauth.None() : oauth.ClientSecretBasic(secret);
      const over = { algorithm: 'oauth2' as const, execute: [oauth.allowInsecureRequests] };
      config = await oauth.discovery(new URL(issuer), id, undefined, authentication, over);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function show(reply: ServerResponse, heading: string, text: string): void {
  reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  const [title, line] = [heading, text].map((each) => each.replace(/[<&]/g, ''));
  reply.end(`<!doctype html><link rel="icon" href="data:,"><title>${title}</title><h1>${title}</h1><p>${line}</p>`);
}
