import { type AssertionDeps, AssertionRefused, checkAssertion, JWT_BEARER } from '../client-assertion.ts';
import type { ClientAuthMethod, ClientRequest } from '../client-auth-method.ts';
import { clientKeys } from '../client-keys.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import { JwtRefused, readJwt } from '../verify-jwt.ts';
import { checkWorkload, WorkloadRefused } from '../workload.ts';

/**
 * A JWT that the client signed with a key of its own (RFC 7523 §2.2, OpenID Connect Core 1.0 §9) or, of a workload, one of an issuer that
 * the client trusts: that one speaks of the workload, so the client_id says for whom it is sent.
 */
export function privateKeyJwt(deps: AssertionDeps & { readonly documents: CachedDocuments }): ClientAuthMethod {
  // A request that is decided again, because its client changed meanwhile, has used its assertion already.
  const used = new WeakSet<ClientRequest>();
  return {
    name: 'private_key_jwt',
    tried: ({ parameters }) => parameters.has('client_assertion') || parameters.has('client_assertion_type'),
    read({ parameters }) {
      const assertion = parameters.get('client_assertion');
      if (assertion === undefined || parameters.get('client_assertion_type') !== JWT_BEARER) return undefined;
      const named = parameters.get('client_id');
      const foreign = named !== undefined && isForeign(assertion, named);
      const clientId = foreign ? named : subjectOf(assertion);
      if (clientId === undefined || (named !== undefined && named !== clientId)) return undefined; // RFC 7521 §4.2
      return { clientId, secret: undefined, assertion };
    },
    async authenticate(client, { assertion = '' }, now, request) {
      try {
        if (client.metadata.workloads.length > 0 && isForeign(assertion, client.id)) {
          await checkWorkload(client, assertion, { now, documents: deps.documents });
          return { kind: 'key' };
        }
        await checkAssertion(
          client,
          assertion,
          { now, keysOf: clientKeys(client, deps.documents), isUsed: used.has(request) },
          deps,
        );
      } catch (error) {
        if (error instanceof WorkloadRefused) return { kind: 'refused', why: 'assertion-workload', sent: error.sent };
        if (!(error instanceof JwtRefused || error instanceof AssertionRefused)) throw error;
        return { kind: 'refused', why: `assertion-${error.fault}`, sent: error.sent };
      }
      used.add(request);
      return { kind: 'key' };
    },
  };
}

/** Whether neither its issuer nor its subject is this client. */
function isForeign(assertion: string, clientId: string): boolean {
  try {
    const { iss, sub } = readJwt(assertion).claims;
    return iss !== clientId && sub !== clientId;
  } catch {
    return false;
  }
}

function subjectOf(assertion: string): string | undefined {
  try {
    const { sub } = readJwt(assertion).claims;
    return typeof sub === 'string' && sub !== '' ? sub : undefined;
  } catch {
    return undefined;
  }
}
