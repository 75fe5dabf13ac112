import type { ClientAuthMethod } from '../client-auth-method.ts';
import { proveBySecret } from '../client-secret.ts';
import type { LastUses } from '../model/last-use.ts';

/** The secret in the body (RFC 6749 §2.3.1). */
export function clientSecretPost(deps: { readonly secretUses: Pick<LastUses, 'record'> }): ClientAuthMethod {
  return {
    name: 'client_secret_post',
    tried: ({ parameters }) => parameters.get('client_secret') !== undefined,
    read({ parameters }) {
      const clientId = parameters.get('client_id');
      return clientId === undefined ? undefined : { clientId, secret: parameters.get('client_secret') };
    },
    authenticate: async (client, { secret }, now) => proveBySecret(client, secret, now, deps),
  };
}
