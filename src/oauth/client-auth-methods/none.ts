import type { ClientAuthMethod } from '../client-auth-method.ts';

/** A public client only says its name (RFC 6749 §2.1); a confidential one never gets in this way. */
export const none: ClientAuthMethod = {
  name: 'none',
  tried: ({ authorization, parameters }) =>
    authorization === undefined &&
    parameters.get('client_secret') === undefined &&
    parameters.get('client_id') !== undefined,
  read({ parameters }) {
    const clientId = parameters.get('client_id');
    return clientId === undefined ? undefined : { clientId, secret: undefined };
  },
  accepts: (client) => !client.confidential,
};
