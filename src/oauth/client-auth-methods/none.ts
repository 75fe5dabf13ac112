import { readBasic } from '../basic-credentials.ts';
import type { ClientAuthMethod, ClientRequest } from '../client-auth-method.ts';

/**
 * A public client only says its name (RFC 6749 §2.1); a confidential one never gets in this way. An empty secret is none
 * (RFC 6749 §2.3.1): libraries that always authenticate by Basic send the name with one.
 */
export const none: ClientAuthMethod = {
  name: 'none',
  byName: true,
  tried: (request) =>
    nameInHeader(request) !== undefined ||
    (request.authorization === undefined &&
      request.parameters.get('client_secret') === undefined &&
      !request.parameters.has('client_assertion') &&
      !request.parameters.has('client_assertion_type') &&
      request.parameters.get('client_id') !== undefined),
  read(request) {
    const inHeader = nameInHeader(request);
    const inBody = request.parameters.get('client_id');
    const clientId = inHeader ?? inBody;
    if (clientId === undefined || (inBody !== undefined && inBody !== clientId)) return undefined;
    return { clientId, secret: undefined };
  },
  authenticate: async () => ({ kind: 'name' }),
};

function nameInHeader({ authorization }: ClientRequest): string | undefined {
  const basic = readBasic(authorization);
  return basic?.secret === '' ? basic.clientId : undefined;
}
