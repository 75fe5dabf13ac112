import type { AssertionDeps } from '../client-assertion.ts';
import type { ClientAuthMethod } from '../client-auth-method.ts';
import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretPost } from './client-secret-post.ts';
import { selfSignedTlsClientAuth, tlsClientAuth } from './mutual-tls.ts';
import { none } from './none.ts';
import { privateKeyJwt } from './private-key-jwt.ts';

/** Every way to authenticate a client; metadata lists them. */
export function clientAuthMethods(deps: AssertionDeps & { readonly mutualTls: boolean }): readonly ClientAuthMethod[] {
  const byCertificate = deps.mutualTls ? [tlsClientAuth, selfSignedTlsClientAuth] : [];
  return [clientSecretBasic, clientSecretPost, privateKeyJwt(deps), ...byCertificate, none];
}
