import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { CachedDocuments } from '../model/outbound.ts';
import type { Keyring } from '../model/signing-key.ts';
import type { ProvePerson } from '../prove-person.ts';
import type { Stores } from '../stores.ts';
import { authorizationCodeGrant } from './authorization-code.ts';
import { clientCredentialsGrant } from './client-credentials.ts';
import { deviceCodeGrant } from './device-code.ts';
import { implicitGrant } from './implicit.ts';
import { jwtBearerGrant } from './jwt-bearer.ts';
import { passwordGrant } from './password.ts';
import { refreshTokenGrant } from './refresh-token.ts';
import { tokenExchangeGrant } from './token-exchange.ts';

/** Every grant of this server, those that it should not need only where `legacy` names them; metadata lists them. */
export function grants(
  deps: Stores & {
    issueTokens: IssueTokens;
    graceSeconds: number;
    provePerson: ProvePerson;
    keyring: Pick<Keyring, 'verify'>;
    documents: CachedDocuments;
    now: () => Date;
    legacy: readonly string[];
  },
): readonly Grant[] {
  const ofClient = clientCredentialsGrant(deps);
  const old = [passwordGrant(deps), implicitGrant].filter((grant) => deps.legacy.includes(grant.name));
  return [
    authorizationCodeGrant(deps),
    refreshTokenGrant(deps),
    ofClient,
    deviceCodeGrant(deps),
    tokenExchangeGrant(deps),
    jwtBearerGrant(ofClient, deps),
    ...old,
  ];
}
