import type { OAuthError } from '../../oauth/errors.ts';

/** A refusal as programs read it (RFC 6749 §5.2), and where its developer reads on. */
export function errorBody({ code, description, rule }: OAuthError, issuer: string) {
  return { error: code, error_description: description, error_uri: `${issuer}/docs/errors/${rule}` };
}
