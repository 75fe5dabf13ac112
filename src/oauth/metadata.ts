import { ACR_VALUES } from './acr.ts';
import type { ClientAuthMethod } from './client-auth-method.ts';
import { PROOF_ALGS } from './dpop.ts';
import type { Grant } from './grant.ts';
import { SIGNING_ALGS } from './model/signing-key.ts';
import type { ServerProfile } from './profile.ts';
import type { Prompt } from './prompt.ts';
import type { ResponseMode } from './response-mode.ts';
import { VERIFIED_ALGS } from './verify-jwt.ts';

/** An endpoint as metadata names it. */
export type NamedEndpoint = { readonly name: string; readonly path: string };

/** The document of RFC 8414 §2 and, where there is the scope openid, of OpenID Connect Discovery 1.0 §3, derived from what is registered in the lists: nothing is said that is not there. */
export function metadata({
  issuer,
  endpoints,
  grants,
  responseModes,
  prompts,
  methods,
  scopes,
  claims,
  detailsTypes,
  clientDocuments = false,
  serverProfile,
  languages,
}: {
  readonly issuer: string;
  readonly endpoints: readonly NamedEndpoint[];
  readonly grants: readonly Grant[];
  readonly responseModes: readonly ResponseMode[];
  readonly prompts: readonly Prompt[];
  readonly methods: readonly ClientAuthMethod[];
  readonly scopes: readonly string[];
  /** What they release. */
  readonly claims: readonly string[];
  /** What `type` may say in authorization_details. */
  readonly detailsTypes: readonly string[];
  /** A client_id may be the address of a document (draft-ietf-oauth-client-id-metadata-document §5). */
  readonly clientDocuments?: boolean;
  readonly serverProfile: Pick<ServerProfile, 'profile'>;
  /** Of the pages, by their tags (RFC 5646 §2). */
  readonly languages: readonly string[];
}): Record<string, unknown> {
  const names = methods.map((method) => method.name);
  const confidential = names.filter((name) => name !== 'none');
  const fetches = serverProfile.profile !== 'fapi-2'; // there every request is pushed
  const methodsOf: Record<string, readonly string[]> = {
    token_endpoint: names,
    revocation_endpoint: names,
    introspection_endpoint: confidential,
  };
  return {
    issuer,
    ...Object.fromEntries(endpoints.map(({ name, path }) => [name, issuer + path])),
    scopes_supported: scopes,
    response_types_supported: grants.flatMap((grant) => grant.responseTypes),
    response_modes_supported: responseModes.map((mode) => mode.name),
    grant_types_supported: grants.map((grant) => grant.name),
    ...Object.fromEntries(
      endpoints.flatMap(({ name }) => {
        const supported = methodsOf[name];
        if (!supported) return [];
        const signed = supported.includes('private_key_jwt');
        return [
          [`${name}_auth_methods_supported`, supported],
          ...(signed ? [[`${name}_auth_signing_alg_values_supported`, VERIFIED_ALGS]] : []), // RFC 8414 §2
        ];
      }),
    ),
    ...(names.includes('tls_client_auth') ? { tls_client_certificate_bound_access_tokens: true } : {}), // RFC 8705 §3.3
    dpop_signing_alg_values_supported: PROOF_ALGS, // RFC 9449 §5.1
    authorization_signing_alg_values_supported: SIGNING_ALGS, // JARM §4
    introspection_signing_alg_values_supported: SIGNING_ALGS, // RFC 9701 §7
    request_parameter_supported: true, // RFC 9101 §10.5
    request_uri_parameter_supported: fetches, // what was pushed aside
    ...(fetches ? { require_request_uri_registration: true } : {}),
    request_object_signing_alg_values_supported: VERIFIED_ALGS,
    require_signed_request_object: false,
    require_pushed_authorization_requests: !fetches, // an application may require it of itself (RFC 9126 §6)
    code_challenge_methods_supported: ['S256'],
    prompt_values_supported: prompts,
    authorization_response_iss_parameter_supported: true,
    ...(clientDocuments ? { client_id_metadata_document_supported: true } : {}),
    ...(scopes.includes('openid') ? openid(claims) : {}),
    ...(detailsTypes.length > 0 ? { authorization_details_types_supported: detailsTypes } : {}), // RFC 9396 §10
    ui_locales_supported: languages,
    service_documentation: `${issuer}/docs`,
  };
}

function openid(claims: readonly string[]) {
  return {
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: SIGNING_ALGS,
    userinfo_signing_alg_values_supported: SIGNING_ALGS,
    acr_values_supported: ACR_VALUES,
    claim_types_supported: ['normal'],
    claims_supported: [...claims, ...OF_ID_TOKENS.filter((name) => !claims.includes(name))],
    claims_parameter_supported: true,
    // OpenID Connect Back-Channel Logout 1.0 §2.1
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  };
}

const OF_ID_TOKENS = ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'amr', 'nonce', 'sid', 'at_hash'];
