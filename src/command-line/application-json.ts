import type { CommandDeps } from '../command.ts';
import type { Client } from '../oauth/model/client.ts';
import { ownerName } from '../oauth/model/owner.ts';
import { type Profile, profileOf, unmet } from '../oauth/profile.ts';
import { unmetSentence } from '../web/words/en/profile.ts';
import { findApplication } from './find-subject.ts';

/** An application as it is now, for both ways of printing. */
export async function readApplication(
  deps: Pick<CommandDeps, 'clients' | 'users' | 'groups' | 'serverProfile'>,
  id: string,
) {
  const client = await findApplication(deps, id);
  const { owner } = client;
  const person = owner.kind === 'person' ? await deps.users.find(owner.userId) : undefined;
  const groups = client.restricted ? await deps.groups.listOfClient(id) : undefined;
  const json = applicationJson(
    client,
    person?.email,
    groups?.map((group) => group.name),
    profileOf(client, deps.serverProfile),
  );
  return { json, text: applicationText(json) };
}

/** An application as the command line prints it: everything but its secrets, of which only the end is known. */
function applicationJson(
  client: Client,
  owner: string | undefined,
  groups: readonly string[] | undefined,
  profile: Profile,
) {
  return {
    client_id: client.id,
    name: client.name,
    homepage: client.homepage,
    support: client.metadata.supportUri,
    terms: client.metadata.tosUri,
    privacy: client.metadata.policyUri,
    contact: client.metadata.contacts[0],
    owner,
    owner_name: ownerName(client),
    owner_id: client.owner.kind === 'person' ? client.owner.userId : undefined,
    owner_team: client.owner.kind === 'team' ? client.owner.name : undefined,
    confidential: client.confidential,
    auth_methods: client.authMethods,
    jwks: client.metadata.jwks,
    jwks_uri: client.metadata.jwksUri,
    dpop_bound_access_tokens: client.metadata.dpopBoundAccessTokens,
    tls_client_certificate_bound_access_tokens: client.metadata.tlsClientCertificateBoundAccessTokens,
    redirect_uris: client.redirectUris,
    scopes: client.scopes,
    grants: client.grants,
    require_pkce: client.requirePkce,
    require_pushed_authorization_requests: client.metadata.requirePushedAuthorizationRequests,
    require_signed_request_object: client.metadata.requireSignedRequestObject,
    require_signed_response: client.metadata.requireSignedResponse,
    request_object_signing_alg: client.metadata.requestObjectSigningAlg,
    request_uris: client.metadata.requestUris,
    trusted: client.trusted,
    groups,
    verified: client.verified,
    resource_server: client.resourceServer,
    dialect: client.dialect?.name,
    dialect_expires_at: client.dialect?.expiresAt?.toISOString(),
    access_token_seconds: client.accessTokenSeconds,
    refresh_token_idle_seconds: client.refreshTokenIdleSeconds,
    refresh_token_seconds: client.refreshTokenSeconds,
    code_seconds: client.codeSeconds,
    access_token_format: client.metadata.accessTokenFormat,
    resources: client.metadata.resources,
    default_resource: client.metadata.defaultResource,
    exchanges_from: client.metadata.exchangesFrom,
    workloads: client.metadata.workloads.map(({ issuer, subject, audience }) => `${issuer} ${subject} ${audience}`),
    people_by: client.metadata.peopleIssuers.map(({ by, issuer, audience }) => `${by} ${issuer} ${audience}`),
    issuer_keys: client.metadata.issuerKeys.map(({ issuer, jwks }) => `${issuer} (${jwks.keys.length})`),
    subject_type: client.metadata.subjectType,
    require_factor: client.metadata.requireFactor,
    groups_claim: client.metadata.groupsClaim,
    backchannel_logout_uri: client.metadata.backchannelLogoutUri,
    post_logout_redirect_uris: client.metadata.postLogoutRedirectUris,
    id_token_claims: client.metadata.idTokenClaims,
    id_token_signed_response_alg: client.metadata.idTokenSignedResponseAlg,
    authorization_signed_response_alg: client.metadata.authorizationSignedResponseAlg,
    authorization_details_types: client.metadata.authorizationDetailsTypes,
    profile,
    profile_missing: unmet(client, profile).map(unmetSentence),
    state: client.state,
    rejected_at: client.rejectedAt?.toISOString(),
    note: client.note,
    created_at: client.createdAt.toISOString(),
    secrets: client.secrets.map((secret) => ({
      name: secret.name,
      ends_with: secret.hint,
      created_at: secret.createdAt.toISOString(),
      expires_at: secret.expiresAt?.toISOString(),
      last_used_at: secret.lastUsedAt?.toISOString(),
    })),
  };
}

/** The same for people: a line each. */
function applicationText(json: ReturnType<typeof applicationJson>): string {
  const shown = Object.entries(json).filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown.map(([name, value]) => `${name.padEnd(width)}  ${lineOf(value)}`).join('\n');
}

function lineOf(value: unknown): string {
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return value.map((item) => (typeof item === 'object' ? `...${item.ends_with}` : String(item))).join(' ') || '-';
}
