import { readBasic } from '../basic-credentials.ts';
import type { ClientAuthMethod } from '../client-auth-method.ts';
import { proveBySecret } from '../client-secret.ts';
import type { LastUses } from '../model/last-use.ts';

/** The secret in the Authorization header, both halves form-encoded (RFC 6749 §2.3.1). */
export function clientSecretBasic(deps: { readonly secretUses: Pick<LastUses, 'record'> }): ClientAuthMethod {
  return {
    name: 'client_secret_basic',
    tried: ({ authorization }) => authorization !== undefined && readBasic(authorization)?.secret !== '',
    read({ authorization, parameters }) {
      const presented = readBasic(authorization);
      const clientId = parameters.get('client_id');
      if (!presented || (clientId !== undefined && clientId !== presented.clientId)) return undefined;
      return presented;
    },
    authenticate: async (client, { secret }, now) => proveBySecret(client, secret, now, deps),
  };
}
