import type { AssertionDeps } from '../client-assertion.ts';
import type { ClientAuthMethod } from '../client-auth-method.ts';
import type { LastUses } from '../model/last-use.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretPost } from './client-secret-post.ts';
import { selfSignedTlsClientAuth, tlsClientAuth } from './mutual-tls.ts';
import { none } from './none.ts';
import { privateKeyJwt } from './private-key-jwt.ts';

/** Every way to authenticate a client; metadata lists them. Certificates count only where there is a header that brings them. */
export function clientAuthMethods(
  { issuer, mutualTlsHeader }: { readonly issuer: string; readonly mutualTlsHeader: string | undefined },
  deps: Pick<AssertionDeps, 'usedJtis'> & {
    readonly documents: CachedDocuments;
    readonly secretUses: Pick<LastUses, 'record'>;
  },
): readonly ClientAuthMethod[] {
  const byCertificate = mutualTlsHeader === undefined ? [] : [tlsClientAuth, selfSignedTlsClientAuth];
  const assertions = privateKeyJwt({ ...deps, issuer, tokenEndpoint: `${issuer}/oauth2/token` });
  return [clientSecretBasic(deps), clientSecretPost(deps), assertions, ...byCertificate, none];
}
