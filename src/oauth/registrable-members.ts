import {
  among,
  flag,
  ownAddress,
  ownAddresses,
  type ReadMember,
  redirects,
  seconds,
  text,
  texts,
  webAddress,
} from './metadata-members.ts';
import { type ClientMetadata, NO_METADATA, wireName } from './model/client-metadata.ts';
import { SIGNING_ALGS } from './model/signing-key.ts';
import { VERIFIED_ALGS } from './verify-jwt.ts';

type Members = { readonly [Name in keyof ClientMetadata]?: ReadMember<NonNullable<ClientMetadata[Name]>> };

const signedByUs = among(SIGNING_ALGS); // "none" is not among them, nor what a shared secret signs
const signedByThem = among(VERIFIED_ALGS);

/**
 * What a program may set of ClientMetadata, each member by itself; keys, response types and sector are looked at with the others.
 * Whatever is not here is the server's, or an administrator's: nobody sets it by naming it (S096).
 */
export const REGISTRABLE = {
  applicationType: among(['web', 'native']),
  postLogoutRedirectUris: redirects,
  backchannelLogoutUri: ownAddress,
  backchannelLogoutSessionRequired: flag,
  idTokenSignedResponseAlg: signedByUs,
  userinfoSignedResponseAlg: signedByUs,
  introspectionSignedResponseAlg: signedByUs,
  authorizationSignedResponseAlg: signedByUs,
  subjectType: among(['public', 'pairwise']),
  sectorIdentifierUri: ownAddress,
  defaultMaxAge: seconds,
  requireAuthTime: flag,
  jwksUri: ownAddress,
  tokenEndpointAuthSigningAlg: signedByThem,
  requestObjectSigningAlg: signedByThem,
  requestUris: ownAddresses,
  requireSignedRequestObject: flag,
  requirePushedAuthorizationRequests: flag,
  dpopBoundAccessTokens: flag,
  tlsClientAuthSubjectDn: text,
  tlsClientAuthSanDns: text,
  tlsClientAuthSanUri: text,
  tlsClientAuthSanIp: text,
  tlsClientAuthSanEmail: text,
  tlsClientCertificateBoundAccessTokens: flag,
  initiateLoginUri: ownAddress,
  logoUri: webAddress,
  tosUri: webAddress,
  policyUri: webAddress,
  contacts: texts,
  softwareId: text,
  softwareVersion: text,
} as const satisfies Members;

export const REGISTRABLE_NAMES = Object.keys(REGISTRABLE) as readonly (keyof typeof REGISTRABLE)[];

/** Those members of a document, by their names here; what it does not have is at its default (RFC 7592 §2.2). */
export function readRegistrable(document: Readonly<Record<string, unknown>>): Partial<ClientMetadata> {
  const readers: Readonly<Record<string, ReadMember<unknown>>> = REGISTRABLE;
  const read = REGISTRABLE_NAMES.map((name) => {
    const wire = wireName(name);
    const value = Object.hasOwn(document, wire) ? readers[name]?.(document[wire], wire) : NO_METADATA[name];
    return [name, value];
  });
  return Object.fromEntries(read) as Partial<ClientMetadata>;
}
