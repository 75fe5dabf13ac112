import { isDocumentAddress } from './document-address.ts';
import { OAuthError } from './errors.ts';
import { type Client, whyNotActive } from './model/client.ts';
import type { Parameters } from './parameters.ts';
import { findRedirectUri, OUT_OF_BAND, redirectUriProblem } from './redirect-uri.ts';
import type { Contents } from './request-contents.ts';

declare const verified: unique symbol;

/** Where answers go. Holding one means that client and redirect URI were verified (RFC 6749 §4.1.2.1). */
export type ReturnAddress = {
  readonly client: Client;
  /** As it will be used. */
  readonly uri: string;
  readonly registeredUri: string;
  /** As sent; undefined where the client left it out. */
  readonly sentUri: string | undefined;
  readonly [verified]: true;
};

/** Where answers go. Of what could not be fetched that is not known: then a page says why it could not. */
export function addressFor(
  parameters: Parameters,
  client: Client | undefined,
  { via, refused }: Contents,
): ReturnAddress {
  try {
    return findReturnAddress(parameters, client);
  } catch (error) {
    const missing = error instanceof OAuthError && error.rule === 'redirect-uri-missing';
    throw (missing && via.kind === 'fetched' && refused) || error;
  }
}

/**
 * A redirect URI may be left out where exactly one is registered (RFC 6749 §3.1.2.3), and never by OpenID Connect or under FAPI 2.0
 * (§5.3.2.2). What is wrong with the parameter itself comes before a client that there is not.
 */
function findReturnAddress(parameters: Parameters, client: Client | undefined): ReturnAddress {
  const sentUri = parameters.get('redirect_uri');
  if (client?.state !== 'active') {
    const forOwner = client && { clientId: client.id, sent: whyNotActive(client) };
    const described = !client && isDocumentAddress(parameters.get('client_id') ?? '');
    throw new OAuthError(described ? 'client-document-refused' : 'client-unknown', undefined, { forOwner });
  }
  const [only, ...others] = client.redirectUris;
  const registeredUri = sentUri === undefined ? only : registered(client, sentUri);
  const mustSay = others.length > 0 || client.metadata.profile === 'fapi-2' || asksForOpenid(parameters, client);
  if (sentUri === undefined && mustSay) {
    throw new OAuthError('redirect-uri-missing');
  }
  if (registeredUri === undefined) {
    throw sentUri === undefined
      ? new OAuthError('redirect-uri-missing')
      : new OAuthError('redirect-uri-mismatch', sentUri);
  }
  if (!isUsable(registeredUri, client)) throw new OAuthError('redirect-uri-refused', registeredUri);
  return { client, uri: sentUri ?? registeredUri, registeredUri, sentUri } as ReturnAddress;
}

/** A registered address, or one of a preview, which differs in nothing, not even the port. */
function registered({ redirectUris, previews }: Client, sent: string): string | undefined {
  return findRedirectUri(redirectUris, sent) ?? previews.find(({ uri }) => uri === sent)?.uri;
}

/**
 * What a document lists was looked at by nobody before it is used: it has to be what may be registered here, and the scheme of an app
 * without a dot only where an administrator stands for the application.
 */
function isUsable(uri: string, { metadata, verified, trusted }: Client): boolean {
  if (metadata.origin !== 'document') return true;
  return !uri.startsWith('urn:') && redirectUriProblem(uri, { anyApp: verified || trusted }) === undefined;
}

/** Whether an answer is shown to the person to copy instead of being sent. */
export function isOutOfBand(address: ReturnAddress): boolean {
  return address.registeredUri === OUT_OF_BAND;
}

/** Whether openid is among the scopes asked for, however many times that parameter was sent. */
function asksForOpenid(parameters: Parameters, client: Client): boolean {
  const asked = parameters.all('scope').filter((scope) => scope !== '');
  return (asked.length > 0 ? asked.flatMap((scope) => scope.split(' ')) : client.scopes).includes('openid');
}
