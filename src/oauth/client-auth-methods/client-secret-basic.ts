import type { ClientAuthMethod } from '../client-auth-method.ts';
import { isSecretOf } from '../client-secret.ts';

/** The secret in the Authorization header, both halves form-encoded (RFC 6749 §2.3.1). */
export const clientSecretBasic: ClientAuthMethod = {
  name: 'client_secret_basic',
  tried: ({ authorization }) => authorization !== undefined,
  read({ authorization, parameters }) {
    const halves = readBasic(authorization ?? '');
    const clientId = parameters.get('client_id');
    if (!halves || (clientId !== undefined && clientId !== halves.clientId)) return undefined;
    return halves;
  },
  accepts: (client, { secret }, now) =>
    client.tokenEndpointAuthMethod !== 'client_secret_post' && isSecretOf(client, secret, now),
};

function readBasic(header: string) {
  const [, credentials] = /^basic +([^ ]+)$/i.exec(header) ?? [];
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
