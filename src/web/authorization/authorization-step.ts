import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { usePushed } from '../../oauth/authorize.ts';
import { completeRequest } from '../../oauth/complete-request.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { Client } from '../../oauth/model/client.ts';
import { readParameters } from '../../oauth/parameters.ts';
import {
  type AddressedRequest,
  type AuthorizationRequest,
  addressRequest,
  readRequest,
} from '../../oauth/read-request.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import type { RuleId } from '../../oauth/rules/index.ts';
import { withClients } from '../../oauth/with-clients.ts';
import { orDialectEnded } from '../dialects.ts';
import { noteLeakedSecrets } from '../requests/leaked-secrets.ts';
import { requestReading } from '../requests/request-reading.ts';
import { showRefusal } from './refusal.ts';
import { sendToClient, showAnswered } from './take-step.ts';

/** What a person said, or prompt=none heard, or who they are, is no mistake of the application. */
const NO_MISTAKE: ReadonlySet<RuleId> = new Set([
  'access-denied',
  'not-admitted',
  'login-required',
  'consent-required',
  'interaction-required',
  'person-not-meant',
]);

/**
 * Runs a page with the authorization request of its URL. What is wrong with the request goes where it belongs: until
 * the return address is verified to a page, from then on home to the client (RFC 6749 §4.1.2.1).
 */
export async function authorizationStep(
  request: FastifyRequest,
  reply: FastifyReply,
  fields: URLSearchParams,
  deps: Deps,
  run: (asked: AuthorizationRequest) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  noteLeakedSecrets(request, deps);
  const sent = readParameters(fields);
  let seen: Client | undefined;
  let addressed: AddressedRequest | undefined;
  try {
    return await withClients(deps.clientCache, async (find) => {
      addressed = undefined;
      const findSeen = async (id: string) => {
        seen = await find(id);
        return seen;
      };
      addressed = await addressRequest(sent, findSeen, requestReading(deps));
      return run(await completeRequest(await readRequest(addressed, deps), deps));
    });
  } catch (thrown) {
    if (!(thrown instanceof OAuthError)) throw thrown;
    const error = orDialectEnded(thrown, seen, addressed?.contents ?? sent, deps);
    const about = { reqId: request.id, event: 'request.refused', rule: error.rule, clientId: seen?.id };
    request.log.info(about, error.message);
    if (seen && !NO_MISTAKE.has(error.rule)) {
      const { rule, sent: received, forOwner } = error;
      deps.activity.record(seen.id, { outcome: 'refused' });
      deps.refusals.record({ clientId: seen.id, rule, sent: forOwner?.sent ?? received ?? '', requestId: request.id });
    }
    if (addressed && isFinal(error) && !(await usePushed(addressed, error.rule, deps))) {
      return showAnswered(request, reply, addressed.address.client);
    }
    if (!addressed || isOutOfBand(addressed.address)) return showRefusal(request, reply, error, seen, deps);
    return sendToClient(request, reply, { asked: addressed, answer: { error } }, deps);
  }
}

/** A refusal is an answer too, and uses a pushed request up; not so one to try again, or that it is used up. */
function isFinal({ code, rule }: OAuthError): boolean {
  return rule !== 'request-uri-used' && code !== 'temporarily_unavailable' && code !== 'server_error';
}
