/** A client_id and its secret, as a header said them. */
export type BasicCredentials = { readonly clientId: string; readonly secret: string };

/**
 * The credentials of an Authorization header, both halves form-encoded (RFC 6749 §2.3.1); undefined where it is of another
 * scheme, absent, or has more than one reading. An empty secret is none, so it comes as ''.
 */
export function readBasic(header: string | undefined): BasicCredentials | undefined {
  const [, credentials] = /^basic +([^ ]+)$/i.exec(header ?? '') ?? [];
  if (credentials === undefined) return undefined;
  const bytes = Buffer.from(credentials, 'base64');
  if (bytes.toString('base64') !== credentials) return undefined; // not the one spelling of these bytes
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return undefined; // not UTF-8
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  const clientId = formDecode(text.slice(0, colon));
  const secret = formDecode(text.slice(colon + 1));
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret };
}

function formDecode(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
