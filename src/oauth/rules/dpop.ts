import { type Rule, rule } from '../rule.ts';

/** Proofs of a key, and what is bound to one. */
export const dpopRules = {
  'dpop-proof-missing': rule(
    'invalid_dpop_proof',
    'RFC 9449 §5',
    'There is no DPoP header: the tokens of this application are bound to a key, and every request that is about them proves it.',
  ),
  'dpop-proof-repeated': rule('invalid_dpop_proof', 'RFC 9449 §4.3', 'There is more than one DPoP proof; send one.'),
  'dpop-proof-malformed': rule(
    'invalid_dpop_proof',
    'RFC 9449 §4.2',
    'The DPoP proof is no JWT of the type dpop+jwt that the public key in its own header signed, with jti and iat.',
  ),
  'dpop-proof-elsewhere': rule(
    'invalid_dpop_proof',
    'RFC 9449 §4.3',
    'The DPoP proof was made for another request: htm is the method of this one and htu its address.',
  ),
  'dpop-proof-other-token': rule(
    'invalid_dpop_proof',
    'RFC 9449 §4.3',
    'The DPoP proof was not made for this access token: ath is the SHA-256 digest of it, in base64url.',
  ),
  'dpop-proof-used': rule('invalid_dpop_proof', 'RFC 9449 §11.1', 'This DPoP proof was used before.'),
  'dpop-proof-not-now': rule(
    'use_dpop_nonce',
    'RFC 9449 §8',
    'The DPoP proof was not made just now, by the clock of this server: put the nonce of this answer into a new one.',
  ),
  'dpop-nonce-missing': rule(
    'use_dpop_nonce',
    'RFC 9449 §8',
    'DPoP proofs need a nonce of this server: put the one of this answer into a new one.',
  ),
  'dpop-nonce-stale': rule(
    'use_dpop_nonce',
    'RFC 9449 §8',
    'The nonce of the DPoP proof is too old, or not of this server: put the one of this answer into a new one.',
  ),
  'dpop-jkt-malformed': rule(
    'invalid_request',
    'RFC 9449 §10',
    'dpop_jkt must be the SHA-256 thumbprint of a public key: 43 characters of base64url.',
  ),
  'dpop-jkt-other': rule(
    'invalid_dpop_proof',
    'RFC 9449 §10.1',
    'The DPoP proof was signed with another key than dpop_jkt says.',
  ),
  'bound-tokens-by-code': rule(
    'unauthorized_client',
    'RFC 9449 §5',
    'The tokens of this application are bound to a key, which nobody can prove here: use response_type=code.',
  ),
} as const satisfies Record<string, Rule>;
