import { randomUUID } from '../../secrets.ts';
import { OAuthError, StaleClient } from '../errors.ts';
import { familyFacts } from '../family-facts.ts';
import type { Grant, TokenResponse } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { AssertedAuthorizationStore } from '../model/asserted-authorization.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import { checkPersonAssertion, type PersonAssertion } from '../person-assertion.ts';
import { asAsked, carriedScopes, namedScopes } from '../requested-scopes.ts';
import { resourcesOrDefault, scopesFor } from '../target.ts';
import { JwtRefused } from '../verify-jwt.ts';
import { checkWorkload, WorkloadRefused } from '../workload.ts';

/** The wire name of the grant (RFC 7523 §2.1). */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const LONGEST = 600; // seconds: the person is not there, and the issuer is asked again for the next one

export type JwtBearerDeps = {
  readonly assertedAuthorizations: AssertedAuthorizationStore;
  readonly issueTokens: IssueTokens;
  readonly documents: CachedDocuments;
  readonly now: () => Date;
};

/**
 * A token of an issuer that an administrator trusts, for an access token (RFC 7523 §2.1). Of an issuer that names people it is one of that
 * person, for what they allowed the application on its page and no more. Of any other it is one of the application itself, whatever the
 * token says of a person. `ofClient`: the grant of client credentials.
 */
export function jwtBearerGrant(ofClient: Grant, deps: JwtBearerDeps): Grant {
  return {
    name: JWT_BEARER_GRANT,
    responseTypes: [],
    confidentialOnly: true,
    offered: false,
    async exchange(request) {
      const { client, parameters } = request;
      const assertion = parameters.require('assertion', 'assertion-missing');
      const { documents } = deps;
      try {
        const checked = await checkPersonAssertion(client, assertion, { now: deps.now(), documents });
        if (checked) return await forPerson(request, checked, deps);
        await checkWorkload(client, assertion, { now: deps.now(), documents });
      } catch (error) {
        if (!(error instanceof JwtRefused || error instanceof WorkloadRefused)) throw error;
        const why = error instanceof JwtRefused ? error.fault : 'workload';
        throw refused(client.id, `${why} ${error.sent ?? ''}`.trimEnd());
      }
      if (!ofClient.exchange) throw new Error('client credentials have no exchange');
      return ofClient.exchange(request);
    },
  };
}

type GrantRequest = Parameters<NonNullable<Grant['exchange']>>[0];

async function forPerson(
  { client, parameters, from, confirmation }: GrantRequest,
  { person, ...assertion }: PersonAssertion,
  { assertedAuthorizations, issueTokens }: JwtBearerDeps,
): Promise<TokenResponse> {
  if (client.metadata.requireFactor) throw refused(client.id, 'factor'); // an issuer does not say how it knows them
  const resources = resourcesOrDefault(client, parameters);
  const found = await assertedAuthorizations.find(person, client.id);
  if (!found) throw refused(client.id, 'person');
  if (!found.scopes) throw refused(client.id, 'consent');
  const kept = scopesFor(resources);
  const may = carriedScopes(client, JWT_BEARER_GRANT, found.scopes).filter(
    (name) => name !== 'offline_access' && (kept?.includes(name) ?? true),
  );
  const asked = parameters.get('scope');
  const scopes = asked === undefined ? may : namedScopes(client, asked);
  if (!scopes.every((name) => may.includes(name))) throw new OAuthError('scope-wider-than-granted', asked);
  const minted = issueTokens.accessToken(client, { confirmation, resources });
  const access = { ...minted, seconds: Math.min(minted.seconds ?? LONGEST, LONGEST) };
  const { id: clientId, revision } = client;
  const facts = familyFacts(client, { scopes: [], resources }); // nobody signed in: there is no ID token
  const issued = await assertedAuthorizations.issue(
    { id: randomUUID(), grant: JWT_BEARER_GRANT, clientId, revision, scopes, access, facts, from, assertion },
    found.userId,
  );
  if (issued.outcome === 'stale') throw new StaleClient();
  if (issued.outcome !== 'issued') throw refused(clientId, issued.outcome === 'repeated' ? 'repeated' : 'consent');
  return issueTokens.answer({ client, access, refresh: undefined, issued: asAsked(issued.issued, client, asked) });
}

/** What was wrong is for the owner: strangers get one sentence for all of it. */
function refused(clientId: string, sent: string): OAuthError {
  return new OAuthError('assertion-not-accepted', undefined, { forOwner: { clientId, sent } });
}
