import { type Rule, rule } from '../rule.ts';

/** What is sent to the token endpoint, and to those that ask about tokens or end them. */
export const tokenRules = {
  // Where a proxy asks whether a bearer token is good.
  'bearer-token-missing': rule('invalid_token', 'RFC 6750 §3.1', 'There is no Authorization header with a token.'),
  'bearer-token-not-accepted': rule(
    'invalid_token',
    'RFC 6750 §3.1',
    'The access token was not accepted: it has expired, was ended, or is not one of this server.',
  ),
  'bearer-token-twice': rule(
    'invalid_request',
    'RFC 6750 §2',
    'The access token comes once: in the header, or in the body.',
  ),
  'bearer-scope-insufficient': rule(
    'insufficient_scope',
    'RFC 6750 §3.1',
    'The access token does not have the scopes that this request needs.',
  ),
  'bearer-resource-other': rule(
    'invalid_token',
    'RFC 6750 §3.1',
    'The access token is for another resource than this one.',
  ),
  'resource-malformed': rule('invalid_target', 'RFC 8707 §2', 'A resource is an absolute address without a fragment.'),
  'resource-not-registered': rule(
    'invalid_target',
    'RFC 8707 §2',
    'A resource was named that does not exist or that the application may not ask for.',
  ),
  'resource-wider-than-granted': rule(
    'invalid_target',
    'RFC 8707 §2.2',
    'A resource was named that the authorization request did not name.',
  ),

  'subject-token-missing': rule('invalid_request', 'RFC 8693 §2.1', 'The parameter subject_token is missing.'),
  'token-type-unsupported': rule(
    'invalid_request',
    'RFC 8693 §2.1',
    'Access tokens alone are exchanged, for access tokens; say so with urn:ietf:params:oauth:token-type:access_token.',
  ),
  'subject-token-not-accepted': rule(
    'invalid_request',
    'RFC 8693 §2.2.2',
    'The subject_token was not accepted: it is no live access token of a person from an application that this one may exchange from.',
  ),
  'actor-token-not-accepted': rule(
    'invalid_request',
    'RFC 8693 §2.2.2',
    'The actor_token was not accepted: it is no live access token of this application.',
  ),
  'exchange-not-consented': rule(
    'invalid_request',
    'RFC 8693 §2.2.2',
    'The person has not allowed this application what it asks for, and no administrator trusts it.',
  ),

  'assertion-missing': rule('invalid_request', 'RFC 7521 §4.1', 'The parameter assertion is missing.'),
  'assertion-not-accepted': rule(
    'invalid_grant',
    'RFC 7521 §4.1.1',
    'The assertion was not accepted: it is no live token of an issuer, subject and audience that an administrator trusts for this application, or names nobody who allowed it this.',
  ),

  'grant-type-missing': rule('invalid_request', 'RFC 6749 §4.1.3', 'The parameter grant_type is missing.'),
  'grant-type-unsupported': rule('unsupported_grant_type', 'RFC 6749 §5.2', 'This server has no such grant_type.'),
  'code-missing': rule('invalid_request', 'RFC 6749 §4.1.3', 'The parameter code is missing.'),
  'code-not-accepted': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The code was not accepted: it is unknown, expired or used, or belongs to another client, redirect_uri, code_verifier or key.',
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
    'The refresh token was not accepted: it is unknown, expired, used or revoked, or belongs to another client or key.',
  ),
  'username-missing': rule('invalid_request', 'RFC 6749 §4.3.2', 'The parameter username is missing.'),
  'password-missing': rule('invalid_request', 'RFC 6749 §4.3.2', 'The parameter password is missing.'),
  'password-not-accepted': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The username and password were not accepted, or this account cannot be used this way.',
  ),
  'not-admitted-by-password': rule(
    'invalid_grant',
    'RFC 6749 §5.2',
    'The application is for some groups of people, and this person is in none of them.',
  ),
  'factor-not-by-password': rule(
    'unauthorized_client',
    'RFC 6749 §5.2',
    'The application wants people to be known by two factors, and a password is one.',
  ),
  'scope-wider-than-granted': rule(
    'invalid_scope',
    'RFC 6749 §6',
    'A refresh may ask for the granted scope or less, never for more.',
  ),

  'token-missing': rule('invalid_request', 'RFC 7662 §2.1', 'The parameter token is missing.'),
} as const satisfies Record<string, Rule>;
