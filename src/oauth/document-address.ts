import { parses } from './parses.ts';

const LONGEST = 1000; // characters: it stands in indexes, pages and addresses

/**
 * Whether a client_id is the address of a document about the client (draft-ietf-oauth-client-id-metadata-document §3): https, with a
 * path, without fragment and credentials, and written as every parser writes it, so that there are no dot segments either, however they
 * are encoded.
 */
export function isDocumentAddress(clientId: string): boolean {
  if (!clientId.startsWith('https://') || clientId.length > LONGEST || /[#\\]/.test(clientId)) return false;
  if (!parses(clientId)) return false;
  const { href, pathname, username, password } = new URL(clientId);
  return href === clientId && pathname !== '/' && username === '' && password === '';
}
