import { type Rule, rule } from '../rule.ts';

/** OAuth 1.0a, where it meets clients of OAuth 2. What is said to consumers stands in oauth1/rules.ts. */
export const oauth1BridgeRules = {
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
