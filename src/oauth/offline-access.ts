import type { Issued } from './model/issued.ts';

/**
 * Whether what a person allowed goes on while they are away, by a refresh token: where they signed in by OpenID Connect only with the
 * scope that says so (OpenID Connect Core 1.0 §11). OAuth 2.0 alone knows no such scope.
 */
export function staysConnected({ facts, scope }: Pick<Issued, 'facts' | 'scope'>): boolean {
  return facts?.openid === undefined || scope.split(' ').includes('offline_access');
}
