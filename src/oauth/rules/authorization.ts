import { type Rule, rule } from '../rule.ts';

/** The authorization request. */
export const authorizationRules = {
  'id-token-hint-not-accepted': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'The id_token_hint is not an ID token of this server.',
  ),
  'id-token-hint-other-client': rule(
    'invalid_request',
    'OpenID Connect RP-Initiated Logout 1.0 §2',
    'The id_token_hint was issued to another client than the client_id says.',
  ),
  'post-logout-redirect-uri-mismatch': rule(
    'invalid_request',
    'OpenID Connect RP-Initiated Logout 1.0 §3',
    'The post_logout_redirect_uri is not one that is registered for this client.',
  ),
  // Before the return address is known: shown as a page, never sent anywhere.
  'request-uri-unknown': rule(
    'invalid_request_uri',
    'RFC 9126 §2.2',
    'No request of this application waits under this request_uri: it was never pushed, or its time is over.',
  ),
  'request-twice': rule(
    'invalid_request',
    'RFC 9101 §5',
    'The parameters request and request_uri stand in one request; send one of them.',
  ),
  'client-id-missing': rule('invalid_request', 'RFC 6749 §4.1.1', 'The parameter client_id is missing.'),
  'client-unknown': rule('invalid_request', 'RFC 6749 §4.1.2.1', 'No active application has this client_id.'),
  'client-document-refused': rule(
    'invalid_request',
    'draft-ietf-oauth-client-id-metadata-document §4',
    'The client_id is the address of a document that this server does not take: it does not read such documents, could not read this one, or it is not client metadata of this client_id.',
  ),
  'redirect-uri-refused': rule(
    'invalid_request',
    'RFC 8252 §7.1',
    'The redirect_uri stands in the document of the client, but is not one that this server sends anything to.',
  ),
  'redirect-uri-missing': rule(
    'invalid_request',
    'RFC 6749 §3.1.2.3',
    'The parameter redirect_uri is missing: it may be left out where exactly one is registered, and never by OpenID Connect or FAPI 2.0.',
  ),
  'redirect-uri-mismatch': rule(
    'invalid_request',
    'RFC 6749 §3.1.2.3',
    'The redirect_uri must be one that is registered, character by character.',
  ),

  // After that: sent to the return address.
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
  'response-not-signed': rule(
    'invalid_request',
    'JARM §2.3',
    'The answers to this application must be signed: ask for response_mode jwt, or one that ends in .jwt.',
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
  'response-type-not-registered': rule(
    'unauthorized_client',
    'RFC 6749 §4.1.2.1',
    'The application has not registered this response_type.',
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
  'scope-not-for-resource': rule('invalid_scope', 'RFC 8707 §2', 'A scope was asked for that is none of the resource.'),
  'credential-in-url': rule(
    'invalid_request',
    'RFC 6749 §2.3.1',
    'A secret, password, code or token may not stand in an address; treat this one as known to others.',
  ),
  'request-not-pushed': rule(
    'invalid_request',
    'RFC 9126 §6',
    'This application must push its requests: send them to the pushed_authorization_request_endpoint first.',
  ),
  'request-uri-pushed': rule(
    'invalid_request',
    'RFC 9126 §2.1',
    'A request that is pushed may not refer to another one with request_uri.',
  ),
  'request-uri-used': rule(
    'invalid_request_uri',
    'RFC 9126 §7.3',
    'This request_uri was answered already; push the request again for another answer.',
  ),
  'request-object-unsigned': rule(
    'invalid_request_object',
    'RFC 9101 §6.2',
    'A request object must be signed; one with the algorithm none is not read.',
  ),
  'request-object-not-accepted': rule(
    'invalid_request_object',
    'RFC 9101 §6.2',
    'The request object is not one that this application signed for this server, in time and with a registered key.',
  ),
  'request-not-signed': rule(
    'invalid_request',
    'RFC 9101 §10.5',
    'This application must send its requests in an object that it signed, in the parameter request.',
  ),
  'request-uri-not-registered': rule(
    'invalid_request_uri',
    'OpenID Connect Core 1.0 §6.2',
    'The request_uri is neither one that this server gave out nor registered for this application, character by character.',
  ),
  'request-uri-not-fetched': rule(
    'invalid_request_uri',
    'RFC 9101 §5.2.3',
    'This server got no request object from the request_uri.',
  ),
  'nonce-missing': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §3.2.2.1',
    'The parameter nonce is missing; an ID token that comes through the browser needs it.',
  ),
  'openid-missing': rule(
    'invalid_scope',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'A response_type with id_token needs the scope openid.',
  ),
  'prompt-unsupported': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'The parameter prompt may hold what prompt_values_supported in the metadata lists, with spaces between them.',
  ),
  'prompt-none-not-alone': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'prompt=none asks that no page is shown, so it cannot stand beside another value.',
  ),
  'max-age-malformed': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'The parameter max_age must be a whole number of seconds.',
  ),
  'claims-malformed': rule(
    'invalid_request',
    'OpenID Connect Core 1.0 §5.5',
    'The parameter claims must be a JSON object with the members userinfo and id_token, and in each an object for every claim.',
  ),
  'acr-unmet': rule(
    'unmet_authentication_requirements',
    'OpenID Connect Core 1.0 §5.5.1.1',
    'The person cannot be known as surely as the acr that is essential says.',
  ),
  'person-not-meant': rule(
    'login_required',
    'OpenID Connect Core 1.0 §3.1.2.1',
    'Who is signed in is not the person whom the id_token_hint, or sub in claims, means.',
  ),
  // The answers to prompt=none: nothing is wrong with the request.
  'login-required': rule(
    'login_required',
    'OpenID Connect Core 1.0 §3.1.2.6',
    'The person must sign in, and prompt=none forbids to ask them.',
  ),
  'consent-required': rule(
    'consent_required',
    'OpenID Connect Core 1.0 §3.1.2.6',
    'The person must agree, and prompt=none forbids to ask them.',
  ),
  'interaction-required': rule(
    'interaction_required',
    'OpenID Connect Core 1.0 §3.1.2.6',
    'The code must be shown to the person, and prompt=none forbids to show a page.',
  ),
  'not-admitted': rule(
    'access_denied',
    'RFC 6749 §4.1.2.1',
    'The application is for some groups of people, and this person is in none of them.',
  ),
  'access-denied': rule('access_denied', 'RFC 6749 §4.1.2.1', 'The person did not agree.'),
} as const satisfies Record<string, Rule>;
