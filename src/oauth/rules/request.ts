import { type Rule, rule } from '../rule.ts';

/** The request as a whole. */
export const requestRules = {
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
  'charset-unsupported': rule(
    'invalid_request',
    'RFC 6749 Appendix B',
    'A form is encoded in UTF-8: say charset=utf-8 in the Content-Type, or leave the charset out.',
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
  'address-unknown': rule(
    'invalid_request',
    'RFC 8414 §3',
    'There is nothing at this address; the metadata at /.well-known/oauth-authorization-server names every endpoint.',
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
  'outcome-unknown': rule(
    'temporarily_unavailable',
    'RFC 6749 §4.1.2.1',
    'The server lost its database before it had an answer; this may have been done or not. Send the same request once more, after the seconds that Retry-After names.',
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
} as const satisfies Record<string, Rule>;
