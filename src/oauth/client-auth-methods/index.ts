import type { ClientAuthMethod } from '../client-auth-method.ts';
import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretPost } from './client-secret-post.ts';
import { none } from './none.ts';

/** Every way to authenticate a client; metadata lists them. */
export const clientAuthMethods: readonly ClientAuthMethod[] = [clientSecretBasic, clientSecretPost, none];
