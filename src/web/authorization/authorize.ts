import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import {
  findReturnAddress,
  isOutOfBand,
  mayRemember,
  newAuthorization,
  type ReturnAddress,
  refuseCredentials,
} from '../../oauth/authorize.ts';
import { OAuthError, StaleClient } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { withClients } from '../../oauth/with-clients.ts';
import { canonicalRequest, logDialect } from '../dialects.ts';
import { formOf, queryOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { noteLeakedSecrets } from '../requests/leaked-secrets.ts';
import { isTooLong } from '../requests/request-target.ts';
import { answerWithToken } from './answer-with-token.ts';
import { authorizationStep, redirectToClient, redirectToStep, type Step } from './authorization-step.ts';
import { showCode } from './out-of-band-code.ts';
import { showRefusal } from './refusal.ts';

/** The authorization endpoint (RFC 6749 §3.1): where it all begins. It shows nothing of its own. */
export const authorize: Page = {
  name: 'authorize',
  path: '/oauth2/authorize',
  mount(app, deps) {
    for (const path of [this.path, `${this.path}/`]) {
      app.get(path, { exposeHeadRoute: false }, (request, reply) =>
        authorizationStep(request, reply, queryOf(request), deps, (step) => begin(request, reply, step, deps)),
      );
      app.post(path, { config: { form: 'open' } }, (request, reply) => repeatAsGet(request, reply, deps));
    }
  },
};

/** One statement where consent is remembered: session, consent, authorization and code. */
async function begin(request: FastifyRequest, reply: FastifyReply, step: Step, deps: Deps): Promise<FastifyReply> {
  const { address } = step.request;
  const { dialect } = step;
  if (dialect && step.turned) {
    deps.activity.record(address.client.id, { dialect: true });
    logDialect(request, dialect.name, address.client.id);
  }
  const sessionHash = request.sessionHash();
  if (!sessionHash) return redirectToStep(request, reply, '/sign-in');
  const direct = step.request.responseType === 'token'; // a decision for a token counts for that one
  if (direct && address.client.trusted)
    return answerWithToken(request, reply, step, { sessionHash, decision: undefined }, deps);
  if (direct || !mayRemember(address.client) || dialect?.remembersConsent === false) {
    return (await request.findSession())
      ? redirectToStep(request, reply, '/consent')
      : redirectToStep(request, reply, '/sign-in');
  }
  const authorization = newAuthorization(step.request, { ...deps, decision: undefined });
  const remembered = await deps.authorizations.approveRemembered(authorization, { sessionHash });
  if (remembered === 'stale') throw new StaleClient();
  if (remembered === 'signed-out') return redirectToStep(request, reply, '/sign-in');
  if (remembered === 'not-remembered') {
    if (!address.client.trusted) return redirectToStep(request, reply, '/consent');
    // First party: nobody is asked, and it is remembered from now on, where people can see and end it.
    const approved = await deps.authorizations.approve(authorization, { sessionHash });
    if (approved.outcome === 'signed-out') return redirectToStep(request, reply, '/sign-in');
    if (approved.outcome !== 'approved') throw new StaleClient();
  }
  if (isOutOfBand(address)) return showCode(request, reply, step, authorization.code);
  return redirectToClient(reply, address, { code: authorization.code.value }, step.parameters, deps);
}

/**
 * A request that was posted, checked as far as the return address and asked again as GET: only then is the cookie
 * there that browsers withhold from a form on another site.
 */
async function repeatAsGet(request: FastifyRequest, reply: FastifyReply, deps: Deps): Promise<FastifyReply> {
  noteLeakedSecrets(request, deps);
  const fields = new URLSearchParams([...queryOf(request), ...formOf(request)]);
  const parameters = readParameters(fields);
  let address: ReturnAddress | undefined;
  let canonical = parameters;
  try {
    await withClients(deps.clientCache, async (find) => {
      const said = await canonicalRequest(parameters, find, deps);
      canonical = said.parameters;
      address = await findReturnAddress(canonical, said.find);
      refuseCredentials(parameters); // or our own redirect would put one into an address
    });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    if (!address || isOutOfBand(address)) return showRefusal(request, reply, error, undefined);
    return redirectToClient(reply, address, { error }, canonical, deps);
  }
  const url = `/oauth2/authorize?${fields}`;
  if (isTooLong(url)) throw new PageError('addressTooLong');
  return reply.redirect(url, 303);
}
