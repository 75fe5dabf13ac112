import { type Rule, rule } from '../rule.ts';

/** Who asks, and what they may. */
export const clientRules = {
  'client-not-accepted': rule(
    'invalid_client',
    'RFC 6749 §5.2',
    'The client credentials were not accepted: check the client_id, the secret and the authentication method.',
  ),
  'client-authentication-repeated': rule(
    'invalid_request',
    'RFC 6749 §2.3',
    'Authenticate in one way only: either the Authorization header or the body.',
  ),
  'certificate-missing': rule(
    'invalid_request',
    'RFC 8705 §3',
    'The tokens of this application are bound to its certificate: connect with one, to the address that asks for it.',
  ),
  'authorization-repeated': rule('invalid_request', 'RFC 9110 §5.3', 'There are two Authorization headers; send one.'),

  // Applications that are written to another service's document.
  'dialect-not-set': rule(
    'unauthorized_client',
    'RFC 6749 §3.2',
    'This is not the token endpoint, which the metadata names; only an application with the dialect of this address may use it.',
  ),
  'dialect-ended': rule(
    'unauthorized_client',
    'RFC 6749 §3',
    'The dialect that this request needs has ended for this application; send the standard request.',
  ),
  'alias-differs': rule(
    'invalid_request',
    'RFC 6749 §3.1',
    'One parameter was sent under two names with two values; send it once, under the standard name.',
  ),
} as const satisfies Record<string, Rule>;
