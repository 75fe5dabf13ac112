import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { userinfo } from '../../oauth/userinfo.ts';
import type { Endpoint } from '../endpoint.ts';
import { formOf } from '../frame/form.ts';
import { allowClientOrigin, answerPreflights } from '../plugins/cors.ts';
import { challenge } from '../requests/challenge.ts';
import { offerNonce, presentedProof } from '../requests/proof.ts';

/** Who signed in, for whoever has their access token (OpenID Connect Core 1.0 §5.3). */
export const userinfoEndpoint: Endpoint = {
  name: 'userinfo_endpoint',
  path: '/oauth2/userinfo',
  mount(app, deps) {
    answerPreflights(app, this.path, deps, 'GET, POST');
    const config = { browserApplications: true };
    app.get(this.path, { config, exposeHeadRoute: false }, (request, reply) => answer(request, reply, deps));
    app.post(this.path, { config }, (request, reply) => answer(request, reply, deps));
  },
};

async function answer(request: FastifyRequest, reply: FastifyReply, deps: Deps): Promise<object | string> {
  const { authorization } = request.headers;
  const proof = presentedProof(request);
  const certificate = request.clientCertificate;
  offerNonce(request, reply, deps);
  const parameters = request.method === 'POST' ? readParameters(formOf(request)) : undefined;
  try {
    const { clientId, answer: told } = await userinfo(
      { parameters, authorization, proof, certificate },
      { ...deps, now: deps.now() },
    );
    const { client } = request.headers.origin === undefined ? {} : await deps.clientCache.find(clientId);
    if (client) allowClientOrigin(request, reply, client);
    if (typeof told === 'string') reply.type('application/jwt');
    return told;
  } catch (error) {
    challenge(reply, error, { issuer: deps.issuer, proofs: true, authorization });
    throw error;
  }
}
