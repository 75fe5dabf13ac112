import type { FastifyReply } from 'fastify';
import { checkToken } from '../../oauth/check-token.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import type { Endpoint } from '../endpoint.ts';
import { queryOf } from '../frame/form.ts';

/** For proxies that ask before they let a request through (nginx auth_request, Traefik, Caddy): the status says it all. */
export const tokenCheckEndpoint: Endpoint = {
  path: '/oauth2/check',
  mount(app, deps) {
    app.get(this.path, async (request, reply) => {
      const asked = { parameters: readParameters(queryOf(request)), authorization: request.headers.authorization };
      try {
        const { subject, clientId } = await checkToken(asked, deps);
        return reply.status(204).headers({ 'latchkey-subject': subject, 'latchkey-client': clientId }).send();
      } catch (error) {
        if (error instanceof OAuthError) challenge(reply, error, deps.issuer);
        throw error;
      }
    });
  },
};

/** RFC 6750 §3: where no token came, nothing is said of errors. */
function challenge(reply: FastifyReply, { rule, code, sent }: OAuthError, issuer: string) {
  const realm = `Bearer realm="${issuer}"`;
  if (rule === 'bearer-token-missing') reply.header('www-authenticate', realm);
  if (rule === 'bearer-token-not-accepted') reply.header('www-authenticate', `${realm}, error="${code}"`);
  if (rule === 'bearer-scope-insufficient') {
    reply.header('www-authenticate', `${realm}, error="${code}", scope="${sent}"`);
  }
}
