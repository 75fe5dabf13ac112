import type { Grant } from '../oauth/grant.ts';
import type { Dialect } from './dialect.ts';

export const OPENSTREETMAP = 'openstreetmap';

/** Characters that a code_verifier must have here at least: JOSM sends a UUID, whose 122 random bits nobody guesses either. */
export const SHORTEST_VERIFIER = 32;
const USUAL = 43; // RFC 7636 §4.1

/**
 * What editors and apps for OpenStreetMap send: an exchange whose parameters stand in the address, of a code that is
 * consumed by the very request that shows it and is worth nothing without its verifier; and short verifiers. `code` is the
 * grant that takes those. They keep no secret, so public clients may have it.
 */
export function openstreetmap({ code }: { readonly code: Grant }): Dialect {
  return {
    name: OPENSTREETMAP,
    forPublic: true,
    publicQuery: ['grant_type', 'client_id', 'redirect_uri', 'code', 'code_verifier'],
    remembersConsent: true,
    authorizationRequest: (parameters) => parameters,
    tokenRequest: (parameters) => parameters,
    ownGrant(name, parameters) {
      const short = (parameters.get('code_verifier')?.length ?? USUAL) < USUAL;
      return short && name === code.name ? code : undefined;
    },
    tokenAnswer: async (answer) => answer,
  };
}
