/**
 * What stands for OAuth 1.0a where grants are told apart: in the limits of a scope, and in a family that came of an
 * exchange. No grant_type of the token endpoint: it has its own (exchange.ts).
 */
export const GRANT = 'oauth1';
