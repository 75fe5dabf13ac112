import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { User } from '../../src/accounts/user.ts';
import { approveRequest } from '../../src/oauth1/authorize.ts';
import type { ConsumerSettings } from '../../src/oauth1/model/consumer.ts';
import { registerConsumer } from '../../src/oauth1/register-consumer.ts';
import type { OAuth1Stores } from '../../src/oauth1/stores.ts';
import { digest } from '../../src/secrets.ts';
import type { TestApp } from './app.ts';
import { ISSUER } from './pair.ts';
import type { Site } from './remote.ts';
import type { Visitor } from './visitor.ts';

export const CALLBACK = 'https://mapwright.example/back?from=here';

export type Credentials = { readonly key: string; readonly secret: string };

/** A request that an independent library signs. What is given goes over what the library would choose. */
export type ToSign = {
  readonly by: Credentials;
  readonly token?: Credentials | undefined;
  readonly method?: string;
  readonly url: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly nonce?: string;
  readonly timestamp?: number;
  readonly signatureMethod?: 'HMAC-SHA1' | 'HMAC-SHA256' | 'PLAINTEXT';
};

/** The Authorization header of it, by oauth-1.0a. */
export function signature({ by, token, method = 'POST', url, data = {}, nonce, timestamp, signatureMethod }: ToSign) {
  const name = signatureMethod ?? 'HMAC-SHA1';
  const oauth = new OAuth({
    consumer: by,
    signature_method: name,
    ...(name === 'PLAINTEXT'
      ? {}
      : {
          hash_function: (text, key) =>
            createHmac(name === 'HMAC-SHA1' ? 'sha1' : 'sha256', key)
              .update(text)
              .digest('base64'),
        }),
  });
  if (nonce !== undefined) oauth.getNonce = () => nonce;
  if (timestamp !== undefined) oauth.getTimeStamp = () => timestamp;
  return oauth.toHeader(oauth.authorize({ url, method, data: { ...data } }, token)).Authorization;
}

/** What an endpoint of OAuth 1.0a answers. */
export type FormAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Readonly<Record<string, string>>;
};

/** Sends a form with this Authorization header. */
export async function send(
  site: Site,
  {
    method = 'POST',
    path,
    data = {},
    authorization,
  }: {
    readonly method?: string;
    readonly path: string;
    readonly data?: Readonly<Record<string, string>>;
    readonly authorization?: string | undefined;
  },
): Promise<FormAnswer> {
  const payload = new URLSearchParams(data).toString();
  const response = await site.app.inject({
    method: method as 'POST',
    url: path,
    ...(payload === '' ? {} : { payload }),
    headers: {
      ...(payload === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(authorization === undefined ? {} : { authorization }),
    },
  });
  const { statusCode: status, headers, body } = response;
  return { status, headers, body: Object.fromEntries(new URLSearchParams(body)) };
}

/** Signs a request to our own endpoint at this path and sends it: the library puts all that begins with oauth_ into the header. */
export function call(site: Site, request: Omit<ToSign, 'url'> & { readonly path: string; readonly issuer?: string }) {
  const { path, method = 'POST', data = {}, issuer = ISSUER } = request;
  const authorization = signature({ ...request, url: issuer + path });
  const rest = Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith('oauth_')));
  return send(site, { method, path, data: rest, authorization });
}

export function oauth1Of(site: TestApp): OAuth1Stores {
  if (!site.deps.oauth1) throw new Error('OAUTH1 is off');
  return site.deps.oauth1;
}

export async function consumerOf(
  site: TestApp,
  owner: User,
  settings: Partial<ConsumerSettings> = {},
): Promise<Credentials> {
  const full: ConsumerSettings = {
    name: 'Mapwright',
    homepage: 'https://mapwright.example/',
    callbackUrl: CALLBACK,
    supportUrl: undefined,
    scopes: ['read', 'write'],
    rsaPublicKey: undefined,
    ...settings,
  };
  const registered = await registerConsumer({ settings: full, inReview: false }, { ownerId: owner.id }, oauth1Of(site));
  if (registered === 'too-many') throw new Error(registered);
  return registered;
}

/** A request token, as `oauth_token` and its secret. */
export async function requestTokenOf(site: Site, by: Credentials, callback = 'oob'): Promise<Credentials> {
  const data = { oauth_callback: callback };
  const { status, body } = await call(site, { by, path: '/oauth/request_token', data });
  if (status !== 200) throw new Error(`no request token: ${status} ${JSON.stringify(body)}`);
  return { key: body['oauth_token'] ?? '', secret: body['oauth_token_secret'] ?? '' };
}

/** The verifier that this person gives the request token, signed in with this browser. */
export async function verifierOf(site: TestApp, browser: Visitor, token: string): Promise<string> {
  const sessionHash = digest(browser.cookies.get('latchkey-session') ?? '');
  const decided = await approveRequest({ token, sessionHash }, { ...oauth1Of(site), keys: site.deps.keys });
  if (decided?.to === 'person') return decided.verifier ?? '';
  const verifier = decided?.to === 'consumer' && new URL(decided.url).searchParams.get('oauth_verifier');
  if (!verifier) throw new Error('not approved');
  return verifier;
}

/** An access token of this consumer for the person of this browser. */
export async function accessTokenOf(site: TestApp, browser: Visitor, by: Credentials): Promise<Credentials> {
  const token = await requestTokenOf(site, by);
  const data = { oauth_verifier: await verifierOf(site, browser, token.key) };
  const { status, body } = await call(site, { by, token, path: '/oauth/access_token', data });
  if (status !== 200) throw new Error(`no access token: ${status} ${JSON.stringify(body)}`);
  return { key: body['oauth_token'] ?? '', secret: body['oauth_token_secret'] ?? '' };
}
