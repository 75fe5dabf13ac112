import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { approveDevice, enteredScopes } from '../../oauth/approve-device.ts';
import { isDecision, newDecision } from '../../oauth/decision.ts';
import type { Client } from '../../oauth/model/client.ts';
import { DEVICE_CODE, type Entered, type EnteredCode } from '../../oauth/model/device-code.ts';
import { readUserCode, showUserCode, userCodeHashes } from '../../oauth/user-code.ts';
import { digest } from '../../secrets.ts';
import { showError } from '../errors.ts';
import { timeAgo } from '../frame/dates.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { words } from '../words/index.ts';
import { askedValues } from './consent-values.ts';
import { showDeviceAnswer } from './device-answer.ts';

type Step = {
  readonly session: Session;
  readonly entered: Entered;
  readonly code: EnteredCode;
  /** As it was typed. */
  readonly userCode: string;
  readonly client: Client;
  readonly scopes: readonly string[];
};
type Handle = { Params: { handle: string } };

/** What a device asks for, and the decision: for the session that typed its code, and for nobody else. */
export const deviceConsent: Page = {
  name: 'device-consent',
  path: '/device/:handle',
  mount(app, deps) {
    app.get<Handle>(this.path, (request, reply) =>
      withStep(request, reply, deps, (step) => ask(request, reply, step, deps)),
    );
    const showAgain = (request: FastifyRequest, reply: FastifyReply) =>
      withStep(request, reply, deps, (step) => ask(request, reply, step, deps, words.consent.tooOld));
    app.post<Handle>(this.path, { config: { showAgain } }, (request, reply) =>
      withStep(request, reply, deps, (step) => decide(request, reply, step, deps)),
    );
  },
};

async function withStep(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  run: (step: Step) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const userCode = readUserCode(field(queryOf(request), 'user_code'));
  const session = await requireSession(request, reply, typePath(userCode));
  if (!session) return reply;
  const { handle } = request.params as Handle['Params'];
  const entered = { sessionHash: session.idHash, handleHash: digest(handle) };
  const hashes = userCode === undefined ? [] : userCodeHashes(userCode, deps.keys);
  const code = await deps.deviceCodes.findEntered(entered, hashes);
  const client = code && (await deps.clients.find(code.clientId));
  if (!code || userCode === undefined || client?.state !== 'active' || !client.grants.includes(DEVICE_CODE)) {
    return gone(request, reply);
  }
  return run({ session, entered, code, userCode, client, scopes: enteredScopes(code, client) });
}

/** What a decision is bound to: the address stands for the code, and the application and scopes are those that were shown. */
function shownIn(request: FastifyRequest, { session, scopes, client }: Step) {
  return {
    sessionHash: session.idHash,
    url: [request.url, client.identityChangedAt.toISOString(), ...scopes].join('\n'),
  };
}

async function ask(request: FastifyRequest, reply: FastifyReply, step: Step, deps: Deps, notice?: string) {
  const { client, scopes, session, userCode, code } = step;
  const now = deps.now();
  return show(request, reply, 'consent', {
    title: words.consent.pageTitle(client.name),
    ...(notice === undefined ? {} : { status: 422 }),
    values: {
      ...(await askedValues({ client, scopes }, session, deps)),
      device: { code: showUserCode(userCode), asked: timeAgo(code.createdAt, now) },
      notice,
      decision: newDecision(shownIn(request, step), { keys: deps.keys, now }),
      action: request.url,
      again: encodeURIComponent(typePath(userCode)),
    },
  });
}

async function decide(request: FastifyRequest, reply: FastifyReply, step: Step, deps: Deps): Promise<FastifyReply> {
  const { entered, client, scopes } = step;
  const form = formOf(request);
  if (!isDecision(field(form, 'shown'), shownIn(request, step), { keys: deps.keys, now: deps.now() })) {
    return ask(request, reply, step, deps, words.consent.tooOld);
  }
  const answer = field(form, 'decision');
  if (answer === 'deny') {
    const denied = await deps.deviceCodes.deny(entered);
    if (denied === 'signed-out') return signIn(reply, step);
    return denied === 'denied' ? showDeviceAnswer(request, reply, client, 'denied') : gone(request, reply);
  }
  if (answer !== 'authorize') return ask(request, reply, step, deps, words.consent.choose);
  const approved = await approveDevice(entered, { client, scopes }, deps);
  if (approved === 'signed-out') return signIn(reply, step);
  if (approved === 'stale') return ask(request, reply, step, deps, words.consent.tooOld);
  return approved === 'approved' ? showDeviceAnswer(request, reply, client, 'approved') : gone(request, reply);
}

/** The session ended at the very moment of the decision: another one begins with the code. */
function signIn(reply: FastifyReply, { userCode }: Step): FastifyReply {
  return reply.redirect(withReturnTo('/sign-in', typePath(userCode)), 303);
}

function typePath(userCode: string | undefined): string {
  return userCode === undefined ? '/device' : `/device?user_code=${showUserCode(userCode)}`;
}

/** Answered before, expired, entered by another session since, or never there: one page for all of it. */
function gone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return showError(request, reply, { status: 404, ...words.device.gone });
}
