import type { Grant } from '../grant.ts';
import type { IssueTokens } from '../issue-tokens.ts';
import type { Stores } from '../stores.ts';
import { authorizationCodeGrant } from './authorization-code.ts';
import { clientCredentialsGrant } from './client-credentials.ts';
import { refreshTokenGrant } from './refresh-token.ts';

/** Every grant; metadata and the registration page list them. */
export function grants(deps: Stores & { issueTokens: IssueTokens; graceSeconds: number }): readonly Grant[] {
  return [authorizationCodeGrant(deps), refreshTokenGrant(deps), clientCredentialsGrant(deps)];
}
