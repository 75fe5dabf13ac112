import { digest, type Keys, randomToken, tokenFrom } from '../secrets.ts';
import { StaleClient } from './errors.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import type { AddressedRequest } from './read-request.ts';
import { KEPT_FOR_MAIL_SECONDS, KEPT_SECONDS, requestUriHash, requestUriOf } from './request-uri.ts';

/**
 * The query with which a request goes on from page to page while its person is asked. One that was pushed gets the time for it
 * (FAPI 2.0 §5.3.2.2 note 3). An object is kept as if it had been pushed, once however often it comes: it ends sooner than a
 * person has answered, and is too long for some addresses.
 */
export async function keepRequest(
  { via, address: { client }, contents, signed }: AddressedRequest,
  query: URLSearchParams,
  { keys, pushedRequests }: { readonly keys: Keys; readonly pushedRequests: Pick<PushedRequestStore, 'keep' | 'push'> },
): Promise<URLSearchParams> {
  if (via.kind === 'reference' && !via.kept) await pushedRequests.keep(via.hash, KEPT_SECONDS);
  if (via.kind !== 'object' && via.kind !== 'fetched') return query;
  // What is fetched may be the same for everybody, and is then a request of its own each time.
  const token =
    via.kind === 'fetched'
      ? randomToken('pr')
      : tokenFrom('pr', keys.mac('request-object', `${client.id}\n${via.object}`));
  const pushed = await pushedRequests.push({
    hash: digest(token),
    clientId: client.id,
    revision: client.revision,
    parameters: String(contents.pairs),
    signed,
    seconds: KEPT_SECONDS,
    kept: true,
  });
  if (pushed === 'stale') throw new StaleClient();
  return new URLSearchParams({ client_id: client.id, request_uri: requestUriOf(token) });
}

/** The request of this query, if it waits here, goes on waiting while its person answers a mail before they come back to it. */
export async function keepForMail(
  query: URLSearchParams,
  { pushedRequests }: { readonly pushedRequests: Pick<PushedRequestStore, 'prolong'> },
): Promise<void> {
  const hash = requestUriHash(query.get('request_uri') ?? '');
  if (hash) await pushedRequests.prolong(hash, KEPT_FOR_MAIL_SECONDS);
}
