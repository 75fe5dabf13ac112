import { OAuthError } from './errors.ts';
import { type Hint, readHint } from './id-token-hint.ts';
import type { Client } from './model/client.ts';
import type { Keyring } from './model/signing-key.ts';
import type { Parameters } from './parameters.ts';
import { appended } from './redirect-uri.ts';

/** A request to sign somebody out (OpenID Connect RP-Initiated Logout 1.0 §2), as far as it is known and right. */
export type EndSession = {
  /** Who asks; undefined: nobody said so. */
  readonly client: Client | undefined;
  readonly hint: Hint | undefined;
  /** Somebody asks of whom nothing can be known, or that they did not show: people are asked, and led nowhere. */
  readonly stranger: boolean;
  /** Where people go afterwards, with the state; undefined: nowhere. */
  readonly returnUri: string | undefined;
};

/**
 * Reads the request. A post_logout_redirect_uri must be registered, character for character, by a client that is known from
 * the hint or by its id (OpenID Connect RP-Initiated Logout 1.0 §3); otherwise nobody is sent anywhere. A hint that is none of ours makes a stranger
 * of whoever sends it, who may ask all the same (§4). Throws what a client that is known did wrong.
 */
export async function readEndSession(
  parameters: Parameters,
  deps: {
    readonly find: (id: string) => Promise<Client | undefined>;
    readonly keyring: Pick<Keyring, 'verify'>;
    readonly issuer: string;
  },
): Promise<EndSession> {
  parameters.refuseRepeated();
  const sent = parameters.get('id_token_hint');
  const hint = sent === undefined ? undefined : await readHint(sent, deps);
  if (sent !== undefined && !hint) return STRANGER;
  const named = parameters.get('client_id');
  if (hint && named !== undefined && named !== hint.clientId) throw new OAuthError('id-token-hint-other-client');
  const id = hint?.clientId ?? named;
  const found = id === undefined ? undefined : await deps.find(id);
  const client = found?.state === 'active' ? found : undefined;
  const uri = parameters.get('post_logout_redirect_uri');
  if (uri === undefined) return { client, hint, stranger: false, returnUri: undefined };
  if (!client) return STRANGER;
  if (!client.metadata.postLogoutRedirectUris.includes(uri)) {
    throw new OAuthError('post-logout-redirect-uri-mismatch', uri, {
      forOwner: { clientId: client.id, sent: uri },
    });
  }
  const state = parameters.get('state');
  return {
    client,
    hint,
    stranger: false,
    returnUri: state === undefined ? uri : appended(uri, new URLSearchParams({ state })),
  };
}

const STRANGER: EndSession = { client: undefined, hint: undefined, stranger: true, returnUri: undefined };
