import type { FastifyReply } from 'fastify';
import { OAuthError } from '../../oauth/errors.ts';

/** What an answer to a refused access token says of itself (RFC 6750 §3): where no token came, nothing is said of errors. */
export function challenge(reply: FastifyReply, error: unknown, issuer: string): void {
  if (!(error instanceof OAuthError)) return;
  const { rule, code, sent } = error;
  const realm = `Bearer realm="${issuer}"`;
  if (rule === 'bearer-token-missing') reply.header('www-authenticate', realm);
  if (rule === 'bearer-token-not-accepted') reply.header('www-authenticate', `${realm}, error="${code}"`);
  if (rule === 'bearer-scope-insufficient') {
    reply.header('www-authenticate', `${realm}, error="${code}", scope="${sent}"`);
  }
}
