import { type Rule, rule } from '../rule.ts';

/** What is asked for beyond scopes. */
export const detailsRules = {
  'details-malformed': rule(
    'invalid_authorization_details',
    'RFC 9396 §2',
    'The authorization_details are a JSON array of at most 20 objects, each with a type, none deeper than eight levels, and no member twice.',
  ),
  'details-type-not-registered': rule(
    'invalid_authorization_details',
    'RFC 9396 §5',
    'The authorization_details have a type that does not exist or that this application may not ask for.',
  ),
  'details-not-of-type': rule(
    'invalid_authorization_details',
    'RFC 9396 §5',
    'The authorization_details are not as their type says that they must be.',
  ),
  'details-wider-than-granted': rule(
    'invalid_authorization_details',
    'RFC 9396 §6.1',
    'A token may have some of the authorization_details that were granted, each as it was, and never others.',
  ),
  'details-not-here': rule(
    'invalid_authorization_details',
    'RFC 9396 §5',
    'Nobody is asked about authorization_details this way; send them in an authorization request with response_type=code.',
  ),
} as const satisfies Record<string, Rule>;
