import { OAuthError } from './errors.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { isRequestUri, requestUriHash } from './request-uri.ts';

/** The way of a request to this server. */
export type Via =
  /** A browser brings it in an address. */
  | { readonly kind: 'address' }
  /** Its client pushes it (RFC 9126 §2.1). */
  | { readonly kind: 'client' }
  /** A browser brings the reference to one that was pushed. `kept` and `used`: as stored. */
  | { readonly kind: 'reference'; readonly hash: Buffer; readonly kept: boolean; readonly used: boolean };

/** What counts of a request, whichever way it came. */
export type Contents = {
  readonly parameters: Parameters;
  readonly via: Via;
  /** They came in an object that the client signed (RFC 9101 §4). */
  readonly signed: boolean;
};

/** What a server reads requests with that are not in the address itself. */
export type ContentsDeps = { readonly pushedRequests: Pick<PushedRequestStore, 'find'> };

/**
 * The parameters that count: of a request that was pushed those alone, whatever else stands in the address (RFC 9126 §4,
 * RFC 9101 §6.3). Throws where there is no such request of this client, or no more.
 */
export async function requestContents(
  sent: Parameters,
  clientId: string,
  { pushedRequests }: ContentsDeps,
): Promise<Contents> {
  const uri = sent.get('request_uri');
  if (uri === undefined || !isRequestUri(uri)) return { parameters: sent, via: { kind: 'address' }, signed: false };
  if (sent.has('request')) throw new OAuthError('request-twice');
  const hash = requestUriHash(uri);
  const found = hash && (await pushedRequests.find({ hash, clientId }));
  if (!hash || !found) throw new OAuthError('request-uri-unknown');
  const { parameters, signed, kept, used } = found;
  return {
    parameters: readParameters(new URLSearchParams(parameters)),
    via: { kind: 'reference', hash, kept, used },
    signed,
  };
}
