import type { ClientAuthMethod } from '../client-auth-method.ts';
import { isSecretOf } from '../client-secret.ts';

/** The secret in the body (RFC 6749 §2.3.1). */
export const clientSecretPost: ClientAuthMethod = {
  name: 'client_secret_post',
  tried: ({ parameters }) => parameters.get('client_secret') !== undefined,
  read({ parameters }) {
    const clientId = parameters.get('client_id');
    return clientId === undefined ? undefined : { clientId, secret: parameters.get('client_secret') };
  },
  authenticate: async (client, { secret }, now) => (isSecretOf(client, secret, now) ? { kind: 'secret' } : undefined),
};
