import { type Rule, rule } from '../rule.ts';

/** What programs register, and keep. */
export const registrationRules = {
  'registration-not-json': rule(
    'invalid_client_metadata',
    'RFC 7591 §3.1',
    'Send the client metadata as one JSON object, with Content-Type: application/json and no member twice.',
  ),
  'registration-token-not-accepted': rule(
    'invalid_token',
    'RFC 7592 §3',
    'The token was not accepted: it has expired, was used up or replaced, or is not the one of this registration.',
  ),
  'metadata-member-malformed': rule(
    'invalid_client_metadata',
    'RFC 7591 §2',
    'A member of the client metadata has another type than it is defined with.',
  ),
  'metadata-value-refused': rule(
    'invalid_client_metadata',
    'RFC 7591 §3.2.2',
    'A member of the client metadata has a value that this server does not take.',
  ),
  'metadata-contradictory': rule(
    'invalid_client_metadata',
    'RFC 7591 §2.1',
    'Members of the client metadata do not fit together.',
  ),
  'metadata-keys-refused': rule(
    'invalid_client_metadata',
    'RFC 7591 §2',
    'The keys must be public ones, for signatures, that this server takes, or be at an https address; in one place of the two.',
  ),
  'sector-identifier-refused': rule(
    'invalid_client_metadata',
    'OpenID Connect Dynamic Client Registration 1.0 §5',
    'The document at sector_identifier_uri must be a JSON list with every redirect URI of the client; it is not, or it could not be read.',
  ),
  'registered-redirect-uri-refused': rule(
    'invalid_redirect_uri',
    'RFC 7591 §3.2.2',
    'A redirect URI is not one that this server registers: https, or http on the computer itself, or a scheme of an app with a dot in it.',
  ),
  'registered-redirect-uri-not-web': rule(
    'invalid_redirect_uri',
    'OpenID Connect Dynamic Client Registration 1.0 §2',
    'A client with the application_type web registers https addresses of hosts alone: not localhost, nor the scheme of an app.',
  ),
  'registered-redirect-uri-missing': rule(
    'invalid_redirect_uri',
    'RFC 7591 §2',
    'A client that gets its answers through the browser registers its redirect URIs; redirect_uris is missing.',
  ),
} as const satisfies Record<string, Rule>;
