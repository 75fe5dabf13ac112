import type { FastifyReply } from 'fastify';
import { PROOF_ALGS } from '../../oauth/dpop.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { usesDpop } from '../../oauth/presented-token.ts';
import type { RuleId } from '../../oauth/rules/index.ts';

/**
 * What an answer to a refused access token says of itself (RFC 6750 §3), under the scheme that was used: where no token came,
 * nothing is said of errors. `proofs`: tokens that are bound to a key are taken too (RFC 9449 §7.1).
 */
export function challenge(
  reply: FastifyReply,
  error: unknown,
  {
    issuer,
    proofs,
    authorization,
  }: { readonly issuer: string; readonly proofs: boolean; readonly authorization?: string | undefined },
): void {
  if (!(error instanceof OAuthError)) return;
  const said = saidOf(error);
  if (said === undefined) return;
  const bearer = `Bearer realm="${issuer}"`;
  const dpop = `DPoP realm="${issuer}", algs="${PROOF_ALGS.join(' ')}"`;
  if (proofs && usesDpop(authorization)) reply.header('www-authenticate', dpop + said);
  else reply.header('www-authenticate', proofs ? `${bearer}${said}, ${dpop}` : bearer + said);
}

const NOT_ACCEPTED: readonly RuleId[] = [
  'bearer-token-not-accepted',
  'bearer-resource-other',
  'registration-token-not-accepted',
];

/** Undefined where the token is not what was wrong. */
function saidOf({ rule, code, sent }: OAuthError): string | undefined {
  if (rule === 'bearer-token-missing') return '';
  if (rule === 'bearer-scope-insufficient') return `, error="${code}", scope="${sent}"`;
  const isProof = code === 'invalid_dpop_proof' || code === 'use_dpop_nonce';
  const isToken = NOT_ACCEPTED.includes(rule);
  return isToken || isProof ? `, error="${code}"` : undefined;
}
