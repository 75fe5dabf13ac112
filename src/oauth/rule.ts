/**
 * The codes that go over the wire: RFC 6749 §4.1.2.1, RFC 6749 §5.2, RFC 6750 §3.1, RFC 7009 §2.2.1, RFC 7591 §3.2.2,
 * RFC 8628 §3.5, RFC 8707 §2, RFC 9101 §6.2, RFC 9396 §5, RFC 9449 §12.2, OpenID Connect Core 1.0 §3.1.2.6.
 */
export type ErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'access_denied'
  | 'login_required'
  | 'unmet_authentication_requirements'
  | 'consent_required'
  | 'interaction_required'
  | 'authorization_pending'
  | 'slow_down'
  | 'expired_token'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'invalid_request_uri'
  | 'invalid_request_object'
  | 'invalid_target'
  | 'invalid_authorization_details'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'temporarily_unavailable'
  | 'server_error';

/** Why a request is refused: what the program, its developer and the documentation are told. */
export type Rule = {
  readonly code: ErrorCode;
  /** Where the rule stands. */
  readonly section: string;
  /** One sentence for the developer, in the characters that RFC 6749 §5.2 allows. */
  readonly sentence: string;
};

/** A row of the catalogue (rules/index.ts). */
export function rule(code: ErrorCode, section: string, sentence: string): Rule {
  return { code, section, sentence };
}
