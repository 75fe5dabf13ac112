import { type Rule, rule } from './rule.ts';

/**
 * Every refusal, by its stable id. A page at /docs/errors/<id> explains each. Where several reasons share one rule,
 * that is on purpose: which of them it was would help somebody who guesses.
 */
export const rules = {
  // The request as a whole.
  'parameter-repeated': rule('invalid_request', 'RFC 6749 §3.1', 'A parameter may be sent only once.'),
  'parameter-malformed': rule(
    'invalid_request',
    'RFC 6749 Appendix B',
    'The parameters must be form-encoded UTF-8 text with plain names and no NUL.',
  ),
  'parameter-too-long': rule('invalid_request', 'RFC 6749 §3.1', 'A parameter is longer than this server accepts.'),
  'content-type-unsupported': rule(
    'invalid_request',
    'RFC 6749 §3.2',
    'Send the parameters in the body as application/x-www-form-urlencoded.',
  ),
  'parameters-in-query': rule(
    'invalid_request',
    'RFC 6749 §3.2',
    'This endpoint takes its parameters from the body; nothing may stand in the query of the URL.',
  ),
  'body-too-large': rule('invalid_request', 'RFC 6749 §3.2', 'The body is larger than this server accepts.'),
  'address-too-long': rule(
    'invalid_request',
    'RFC 9110 §15.5.15',
    'The address of the request is longer than this server accepts.',
  ),
  'method-not-allowed': rule('invalid_request', 'RFC 6749 §3.2', 'Use a method that the header Allow names.'),
  'openapi-version-unknown': rule('invalid_request', 'RFC 6749 §3.1', 'The versions are 3.1, 3.2, 3.0 and 2.0.'),
  'too-many-requests': rule(
    'temporarily_unavailable',
    'RFC 6749 §4.1.2.1',
    'There were too many requests; wait for the seconds that Retry-After names.',
  ),
  'temporarily-unavailable': rule(
    'temporarily_unavailable',
    'RFC 6749 §4.1.2.1',
    'The server cannot reach its database; nothing was changed, try again after the seconds that Retry-After names.',
  ),
  'too-many-passwords': rule(
    'temporarily_unavailable',
    'RFC 6749 §4.3.2',
    'Too many passwords are being checked at once; nothing was changed, try again after the seconds that Retry-After names.',
  ),
  'server-error': rule(
    'server_error',
    'RFC 6749 §4.1.2.1',
    'Something went wrong on our side; the request id names it.',
  ),

  // Before the return address is known: shown as a page, never sent anywhere.
  'client-id-missing': rule('invalid_request', 'RFC 6749 §4.1.1', 'The parameter client_id is missing.'),
  'client-unknown': rule('invalid_request', 'RFC 6749 §4.1.2.1', 'No active application has this client_id.'),
  'redirect-uri-missing': rule(
    'invalid_request',
    'RFC 6749 §3.1.2.3',
    'The parameter redirect_uri is missing, and the application has not registered exactly one.',
  ),
  'redirect-uri-mismatch': rule(
    'invalid_request',
    'RFC 6749 §3.1.2.3',
    'The redirect_uri must be one that is registered, character by character.',
  ),

  // The authorization request.
  'response-type-missing': rule('invalid_request', 'RFC 6749 §3.1.1', 'The parameter response_type is missing.'),
  'response-type-unsupported': rule(
    'unsupported_response_type',
    'RFC 6749 §3.1.1',
    'This server has no such response_type; use code.',
  ),
  'response-mode-unsupported': rule(
    'invalid_request',
    'RFC 6749 §4.1.2',
    'An answer of this response_type is not sent in this response_mode; leave response_mode out.',
  ),
  'redirect-uri-not-for-tokens': rule(
    'invalid_request',
    'RFC 6749 §4.2.1',
    'A token is sent only to an https address or to the computer of the person; use response_type=code.',
  ),
  'grant-not-registered': rule(
    'unauthorized_client',
    'RFC 6749 §5.2',
    'The application is not registered for this grant type.',
  ),
  'pkce-missing': rule('invalid_request', 'RFC 7636 §4.4.1', 'This application must send a code_challenge (PKCE).'),
  'pkce-method-unsupported': rule(
    'invalid_request',
    'RFC 7636 §4.4.1',
    'The code_challenge_method must be S256; leaving it out means plain, which is refused.',
  ),
  'pkce-challenge-malformed': rule(
    'invalid_request',
    'RFC 7636 §4.2',
    'The code_challenge must be a SHA-256 digest in base64url: 43 characters without padding.',
  ),
  'scope-malformed': rule(
    'invalid_scope',
    'RFC 6749 §3.3',
    'The scope must be at most 50 names of ASCII without quotes and backslashes, one space between them, 1024 characters in all.',
  ),
  'scope-not-registered': rule(
    'invalid_scope',
    'RFC 6749 §3.3',
    'A scope was asked for that does not exist or that the application may not use.',
  ),
  'scope-not-for-grant': rule(
    'invalid_scope',
    'RFC 6749 §3.3',
    'A scope was asked for that this grant type may not carry.',
  ),
  'credential-in-url': rule(
    'invalid_request',
    'RFC 6749 §2.3.1',
    'A secret, password, code or token may not stand in an address; treat this one as known to others.',
  ),
  'request-object-unsupported': rule(
    'request_not_supported',
    'RFC 9101 §6.2',
    'Request objects are not supported; send the parameters themselves.',
  ),
  'request-uri-unsupported': rule(
    'request_uri_not_supported',
    'RFC 9101 §6.2',
    'The parameter request_uri is not supported; send the parameters themselves.',
  ),
  'access-denied': rule('access_denied', 'RFC 6749 §4.1.2.1', 'The person did not agree.'),

  // Who asks.
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

  // Applications that are written to another service's document.
  'dialect-not-set': rule(
    'unauthorized_client',
    'RFC 6749 §3.2',
    'This is not the token endpoint, which the metadata names; only an application with the compatibility profile of this address may use it.',
  ),
  'dialect-ended': rule(
    'unauthorized_client',
    'RFC 6749 §3',
    'The compatibility profile that this request needs has ended for this application; send the standard request.',
  ),
  'alias-differs': rule(
    'invalid_request',
    'RFC 6749 §3.1',
    'One parameter was sent under two names with two values; send it once, under the standard name.',
  ),

  // The token request.
  'grant-type-missing': rule('invalid_request', 'RFC 6749 §4.1.3', 'The parameter grant_type is missing.'),
  'grant-type-unsupported': rule('unsupported_grant_type', 'RFC 6749 §5.2', 'This server has no such grant_type.'),
  'code-missing': rule('invalid_request', 'RFC 6749 §4.1.3', 'The parameter code is missing.'),
  'code-not-accepted': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The code was not accepted: it is unknown, expired or used, or belongs to another client, redirect_uri or code_verifier.',
  ),
  'verifier-malformed': rule(
    'invalid_request',
    'RFC 7636 §4.1',
    'The code_verifier must be 43 to 128 letters, digits or the characters - . _ ~.',
  ),
  'refresh-token-missing': rule('invalid_request', 'RFC 6749 §6', 'The parameter refresh_token is missing.'),
  'refresh-token-not-accepted': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The refresh token was not accepted: it is unknown, expired, used or revoked, or belongs to another client.',
  ),
  'username-missing': rule('invalid_request', 'RFC 6749 §4.3.2', 'The parameter username is missing.'),
  'password-missing': rule('invalid_request', 'RFC 6749 §4.3.2', 'The parameter password is missing.'),
  'password-not-accepted': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The username and password were not accepted, or this account cannot be used this way.',
  ),
  'scope-wider-than-granted': rule(
    'invalid_scope',
    'RFC 6749 §6',
    'A refresh may ask for the granted scope or less, never for more.',
  ),

  // A device that waits for its person.
  'user-code-malformed': rule('invalid_request', 'RFC 8628 §6.1', 'The user_code is missing, or can be none of ours.'),
  'device-code-missing': rule('invalid_request', 'RFC 8628 §3.4', 'The parameter device_code is missing.'),
  'device-code-not-accepted': rule(
    'invalid_grant',
    'RFC 8628 §3.5',
    'The device_code was not accepted: it is unknown or used, belongs to another client, or what was allowed has ended.',
  ),
  'authorization-pending': rule(
    'authorization_pending',
    'RFC 8628 §3.5',
    'The person has not decided yet; ask again after the interval.',
  ),
  'slow-down': rule(
    'slow_down',
    'RFC 8628 §3.5',
    'That was sooner than the interval allows; from now on wait five seconds longer between requests.',
  ),
  'device-denied': rule('access_denied', 'RFC 8628 §3.5', 'The person did not agree; stop asking.'),
  'device-code-expired': rule(
    'expired_token',
    'RFC 8628 §3.5',
    'The device_code has expired before the person decided; begin again with a new one.',
  ),

  // Introspection and revocation.
  'token-missing': rule('invalid_request', 'RFC 7662 §2.1', 'The parameter token is missing.'),

  // OAuth 1.0a, where it meets clients of OAuth 2. What is said to consumers stands in oauth1/rules.ts.
  'oauth1-resource-server-needed': rule(
    'unauthorized_client',
    'RFC 7662 §2.1',
    'Only an application that an administrator marked as a resource server may ask about signed requests.',
  ),
  'oauth1-request-incomplete': rule(
    'invalid_request',
    'RFC 5849 §3.2',
    'Send the method and the whole url of the request that your API received.',
  ),
  'oauth1-exchange-unrelated': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The token was not exchanged: both applications must have the same owner and a scope in common.',
  ),
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof rules;

/** Whether this is the id of a rule: for the documentation's addresses. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(rules, id);
}
