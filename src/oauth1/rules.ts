/** Why a signed request is refused (RFC 5849 §3.2): what the program and its developer are told. */
export type OAuth1Rule = {
  readonly status: 400 | 401 | 429;
  /** The word for programs, as libraries of OAuth 1.0a know it: oauth_problem. */
  readonly problem: string;
  /** Where the rule stands. */
  readonly section: string;
  /** One sentence for the developer. */
  readonly sentence: string;
};

/**
 * Every refusal, by its stable id. Where several reasons share one rule, that is on purpose: which of them it was would
 * help somebody who guesses.
 */
export const oauth1Rules = {
  'oauth1-parameter-missing': rule(
    400,
    'parameter_absent',
    'RFC 5849 §3.1',
    'A parameter that this request needs is missing.',
  ),
  'oauth1-parameter-repeated': rule(
    400,
    'parameter_rejected',
    'RFC 5849 §3.1',
    'A parameter whose name begins with oauth_ may be sent only once, in the header, the body or the query.',
  ),
  'oauth1-parameter-malformed': rule(
    400,
    'parameter_rejected',
    'RFC 5849 §3.6',
    'A parameter cannot be read: it is not percent-encoded UTF-8 text, or too long, or not of the form that it must have.',
  ),
  'oauth1-version-unsupported': rule(
    400,
    'version_rejected',
    'RFC 5849 §3.1',
    'The parameter oauth_version must be 1.0, or be left out.',
  ),
  'oauth1-method-unsupported': rule(
    400,
    'signature_method_rejected',
    'RFC 5849 §3.4',
    'The oauth_signature_method must be HMAC-SHA1, HMAC-SHA256, RSA-SHA1 or PLAINTEXT.',
  ),
  'oauth1-plaintext-exposed': rule(
    400,
    'signature_method_rejected',
    'RFC 5849 §3.4.4',
    'PLAINTEXT sends the secrets themselves: only over https, and never in the address.',
  ),
  'oauth1-timestamp-refused': rule(
    401,
    'timestamp_refused',
    'RFC 5849 §3.3',
    'The oauth_timestamp must be within 300 seconds of the clock of this server.',
  ),
  'oauth1-not-accepted': rule(
    401,
    'signature_invalid',
    'RFC 5849 §3.2',
    'The signature was not accepted: consumer key, token, their secrets or the signature method are not right, or another text was signed.',
  ),
  'oauth1-nonce-used': rule(
    401,
    'nonce_used',
    'RFC 5849 §3.3',
    'This oauth_nonce was used before: every request needs a new one.',
  ),
  'oauth1-too-many-requests': rule(
    429,
    'consumer_key_refused',
    'RFC 5849 §4.9',
    'There were too many requests that were not accepted; wait for the seconds that Retry-After names.',
  ),
  'oauth1-callback-not-registered': rule(
    400,
    'parameter_rejected',
    'RFC 5849 §2.1',
    'The oauth_callback must be the callback URL that is registered, character by character, or oob.',
  ),
  'oauth1-verifier-not-accepted': rule(
    401,
    'verifier_invalid',
    'RFC 5849 §2.3',
    'The oauth_verifier was not accepted: it is not the one of this request token, or nobody has approved, or it was exchanged.',
  ),
  'oauth1-not-exchanged': rule(
    401,
    'token_rejected',
    'RFC 5849 §2.3',
    'The token was not exchanged: it was ended, or exchanged before.',
  ),
} as const satisfies Record<string, OAuth1Rule>;

export type OAuth1RuleId = keyof typeof oauth1Rules;

/** Whether this is the id of a rule: for the documentation's addresses. */
export function isOAuth1RuleId(id: string): id is OAuth1RuleId {
  return Object.hasOwn(oauth1Rules, id);
}

function rule(status: OAuth1Rule['status'], problem: string, section: string, sentence: string): OAuth1Rule {
  return { status, problem, section, sentence };
}
