import { type AssertionDeps, AssertionRefused, checkAssertion, JWT_BEARER } from '../client-assertion.ts';
import type { ClientAuthMethod, ClientRequest } from '../client-auth-method.ts';
import { clientKeys } from '../client-keys.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import { JwtRefused, readJwt } from '../verify-jwt.ts';

/** A JWT that the client signed with a key of its own (RFC 7523 §2.2, OpenID Connect Core 1.0 §9). */
export function privateKeyJwt(deps: AssertionDeps & { readonly documents: CachedDocuments }): ClientAuthMethod {
  // A request that is decided again, because its client changed meanwhile, has used its assertion already.
  const used = new WeakSet<ClientRequest>();
  return {
    name: 'private_key_jwt',
    tried: ({ parameters }) => parameters.has('client_assertion') || parameters.has('client_assertion_type'),
    read({ parameters }) {
      const assertion = parameters.get('client_assertion');
      if (assertion === undefined || parameters.get('client_assertion_type') !== JWT_BEARER) return undefined;
      const clientId = subjectOf(assertion);
      const named = parameters.get('client_id');
      if (clientId === undefined || (named !== undefined && named !== clientId)) return undefined; // RFC 7521 §4.2
      return { clientId, secret: undefined, assertion };
    },
    async authenticate(client, { assertion = '' }, now, request) {
      try {
        await checkAssertion(
          client,
          assertion,
          { now, keysOf: clientKeys(client, deps.documents), isUsed: used.has(request) },
          deps,
        );
      } catch (error) {
        if (!(error instanceof JwtRefused || error instanceof AssertionRefused)) throw error;
        return { kind: 'refused', why: `assertion-${error.fault}`, sent: error.sent };
      }
      used.add(request);
      return { kind: 'key' };
    },
  };
}

function subjectOf(assertion: string): string | undefined {
  try {
    const { sub } = readJwt(assertion).claims;
    return typeof sub === 'string' && sub !== '' ? sub : undefined;
  } catch {
    return undefined;
  }
}
