import type { AuthorizationDetail } from './model/authorization-details.ts';
import type { Client } from './model/client.ts';
import type { FamilyFacts, OpenIdFacts } from './model/issued.ts';
import type { Resource } from './model/resource.ts';
import type { AskedClaims } from './read-request.ts';
import { sectorOf } from './subject.ts';

/** What a family of this client will have beyond client, person and scope; undefined where it is nothing. */
export function familyFacts(
  client: Pick<Client, 'id' | 'redirectUris' | 'metadata'>,
  {
    scopes,
    nonce,
    claims,
    details = [],
    resources,
  }: {
    readonly scopes: readonly string[];
    readonly nonce?: string | undefined;
    readonly claims?: Pick<AskedClaims, 'userinfo' | 'idToken'> | undefined;
    readonly details?: readonly { readonly detail: AuthorizationDetail }[];
    readonly resources?: readonly Resource[] | undefined;
  },
): FamilyFacts | undefined {
  const sector = sectorOf(client);
  const openid = scopes.includes('openid')
    ? { ...(nonce === undefined ? {} : { nonce }), ...(claims && claimsFacts(claims)) }
    : undefined;
  if (sector === undefined && !openid && details.length === 0 && !resources) return undefined;
  return {
    ...(sector === undefined ? {} : { sector }),
    ...(openid ? { openid } : {}),
    ...(resources ? { resources: resources.map(({ uri }) => uri) } : {}),
    ...(details.length === 0 ? {} : { details: details.map(({ detail }) => detail) }),
  };
}

function claimsFacts({ userinfo, idToken }: Pick<AskedClaims, 'userinfo' | 'idToken'>): Pick<OpenIdFacts, 'claims'> {
  const claims = {
    ...(userinfo.length > 0 ? { userinfo } : {}),
    ...(idToken.length > 0 ? { id_token: idToken } : {}),
  };
  return Object.keys(claims).length > 0 ? { claims } : {};
}
