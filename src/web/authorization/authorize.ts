import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { readParameters } from '../../oauth/parameters.ts';
import { type AddressedRequest, addressRequest } from '../../oauth/read-request.ts';
import { refuseCredentials } from '../../oauth/refuse-credentials.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import { withClients } from '../../oauth/with-clients.ts';
import { logDialect } from '../dialects.ts';
import { formOf, queryOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { noteLeakedSecrets } from '../requests/leaked-secrets.ts';
import { requestReading } from '../requests/request-reading.ts';
import { isTooLong } from '../requests/request-target.ts';
import { authorizationStep } from './authorization-step.ts';
import { showRefusal } from './refusal.ts';
import { decideFor, sendToClient, takeStep } from './take-step.ts';

/** The authorization endpoint (RFC 6749 §3.1): where it all begins. It shows nothing of its own. */
export const authorize: Page = {
  name: 'authorize',
  path: '/oauth2/authorize',
  mount(app, deps) {
    for (const path of [this.path, `${this.path}/`]) {
      app.get(path, { exposeHeadRoute: false, config: { leads: true } }, (request, reply) =>
        authorizationStep(request, reply, queryOf(request), deps, async (asked) => {
          const { dialect, address } = asked;
          if (dialect?.needed) {
            deps.activity.record(address.client.id, { dialect: true });
            logDialect(request, dialect.name, address.client.id);
          }
          return takeStep(request, reply, asked, await decideFor(request, asked, deps), deps);
        }),
      );
      app.post(path, { config: { form: 'open' } }, (request, reply) => repeatAsGet(request, reply, deps));
    }
  },
};

/**
 * A request that was posted, checked as far as the return address and asked again as GET: only then is the cookie
 * there that browsers withhold from a form on another site.
 */
async function repeatAsGet(request: FastifyRequest, reply: FastifyReply, deps: Deps): Promise<FastifyReply> {
  noteLeakedSecrets(request, deps);
  const fields = new URLSearchParams([...queryOf(request), ...formOf(request)]);
  const sent = readParameters(fields);
  let addressed: AddressedRequest | undefined;
  try {
    await withClients(deps.clientCache, async (find) => {
      addressed = await addressRequest(sent, find, requestReading(deps));
      refuseCredentials(sent); // or our own redirect would put one into an address
    });
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    if (!addressed || isOutOfBand(addressed.address)) return showRefusal(request, reply, error, undefined, deps);
    return sendToClient(request, reply, { asked: addressed, answer: { error } }, deps);
  }
  const url = `/oauth2/authorize?${fields}`;
  if (isTooLong(url)) throw new PageError('addressTooLong');
  return reply.redirect(url, 303);
}
