import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { OAuthError } from '../../oauth/errors.ts';
import { type Client, whyNotActive } from '../../oauth/model/client.ts';
import type { RuleId } from '../../oauth/rules/index.ts';
import { pathOfApplication, pathToAdd } from '../applications/own-application.ts';
import { showError, type Todo } from '../errors.ts';
import { addressDifference } from '../frame/difference.ts';
import { withReturnTo } from '../requests/return-to.ts';
import type { Words } from '../words/index.ts';

/**
 * A refusal that goes nowhere but to the person who came. What was sent is shown beside what is registered only to
 * the signed-in owner of the application, or somebody of the team that owns it; a stranger learns the rule, and no more.
 */
export async function showRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: OAuthError,
  client: Client | undefined,
  { clients }: Pick<Deps, 'clients'>,
): Promise<FastifyReply> {
  await request.findSession();
  const text = request.words.refusal;
  if (refusal.rule === 'access-denied' && client) return showError(request, reply, text.denied(client.name));
  if (refusal.rule === 'not-admitted' && client) return showError(request, reply, text.notAdmitted(client.name));
  const session = client && (await request.findSession());
  const owns =
    client !== undefined &&
    session !== undefined &&
    (await clients.findOwned(client.id, session.user.id)) !== undefined;
  const known = client?.state === 'active' ? client : undefined;
  const named = owns ? client : known;
  const home = known?.homepage;
  return showError(request, reply, {
    status: 400,
    title: named ? text.title(named.name) : text.titleUnknown,
    lead:
      owns && client.state !== 'active'
        ? text.notActive[whyNotActive(client)](client.name)
        : text.lead(refusal.rule, known?.name, owns),
    todo: owns
      ? advice(request.words, refusal.rule, client)
      : [
          home ? { before: text.goBackTo, href: home, link: new URL(home).host, after: text.startAgain } : text.goBack,
          ...(refusal.rule === 'request-uri-unknown' ? [text.stillThere] : []),
          text.tellThem,
        ],
    rule: refusal.rule,
    ...(owns && refusal.rule === 'redirect-uri-mismatch' && refusal.sent !== undefined
      ? {
          owner: {
            application: { name: client.name, path: pathOfApplication(client.id) },
            addPath: pathToAdd(pathOfApplication(client.id), refusal.sent),
            sent: refusal.sent,
            registered: client.redirectUris,
            hint: request.words['application-refusals'].differences[
              addressDifference(refusal.sent, client.redirectUris)
            ],
          },
        }
      : {}),
    ...(known && !session
      ? { maker: { application: known.name, signInPath: withReturnTo('/sign-in', request.url) } }
      : {}),
  });
}

/** What the owner of the application can do about it. */
function advice(words: Words, rule: RuleId, client: Client): readonly Todo[] {
  if (client.state !== 'active') {
    const page = { ...words.refusal.openIt(client.name), href: `/oauth2/applications/${client.id}`, after: '.' };
    return [words.refusal.activate[whyNotActive(client)], page];
  }
  return rule === 'redirect-uri-mismatch' ? [words.refusal.fixIt] : words.rules[rule].fix;
}
