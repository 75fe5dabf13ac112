import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { ProvePerson } from '../prove-person.ts';
import type { Stores } from '../stores.ts';
import { authorizationCodeGrant } from './authorization-code.ts';
import { clientCredentialsGrant } from './client-credentials.ts';
import { deviceCodeGrant } from './device-code.ts';
import { implicitGrant } from './implicit.ts';
import { passwordGrant } from './password.ts';
import { refreshTokenGrant } from './refresh-token.ts';

/** Every grant of this server, those that it should not need only where `legacy` names them; metadata lists them. */
export function grants(
  deps: Stores & {
    issueTokens: IssueTokens;
    graceSeconds: number;
    provePerson: ProvePerson;
    legacy: readonly string[];
  },
): readonly Grant[] {
  const old = [passwordGrant(deps), implicitGrant].filter((grant) => deps.legacy.includes(grant.name));
  return [
    authorizationCodeGrant(deps),
    refreshTokenGrant(deps),
    clientCredentialsGrant(deps),
    deviceCodeGrant(deps),
    ...old,
  ];
}
