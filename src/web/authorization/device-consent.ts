import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { reaches } from '../../oauth/acr.ts';
import { type DeviceRequest, decideDevice, findDeviceRequest } from '../../oauth/approve-device.ts';
import { newDecision, readDecision, shownRequest } from '../../oauth/decision.ts';
import type { Entered } from '../../oauth/model/device-code.ts';
import { readUserCode, showUserCode } from '../../oauth/user-code.ts';
import { whyDeviceAsked } from '../../oauth/why-asked.ts';
import { digest } from '../../secrets.ts';
import { showError } from '../errors.ts';
import { timeAgo } from '../frame/dates.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { type AskedAgain, againStatus, askedValues } from './consent-values.ts';
import { showDeviceAnswer } from './device-answer.ts';
import { showNotAdmitted } from './not-admitted.ts';
import { SET_UP } from './take-step.ts';

type Step = {
  readonly session: Session;
  readonly entered: Entered;
  /** As it was typed. */
  readonly userCode: string;
  readonly asked: DeviceRequest;
};
type Handle = { Params: { handle: string } };

/** What a device asks for, and the decision: for the session that typed its code, and for nobody else. */
export const deviceConsent: Page = {
  name: 'device-consent',
  path: '/device/:handle',
  mount(app, deps) {
    const run =
      (act: typeof ask, why?: AskedAgain) =>
      (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        withStep(request, reply, deps, (step) => act(request, reply, step, deps, why));
    app.get(this.path, run(ask));
    app.post(this.path, { config: { showAgain: run(ask, 'tooOld') } }, run(answer));
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
  const asked = await findDeviceRequest(entered, userCode, deps);
  if (!asked || userCode === undefined) return gone(request, reply);
  if (asked.client.metadata.requireFactor && !asked.code.answer && !reaches(session.amr, 'aal2')) {
    return reply.redirect(withReturnTo(SET_UP, request.url), 303);
  }
  return run({ session, entered, userCode, asked });
}

/** Shows what waits for a decision, or what was decided: who loads the page again, or comes back, reads what is true. */
async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  step: Step,
  deps: Deps,
  why?: AskedAgain,
): Promise<FastifyReply> {
  const { session, userCode, asked } = step;
  if (asked.code.answer) return showDeviceAnswer(request, reply, asked.client, asked.code.answer);
  const now = deps.now();
  const { client } = asked;
  if (client.restricted && !(await deps.groups.isAdmitted(session.user.id, client.id))) {
    return showNotAdmitted(request, reply, client, {
      device: true,
      decision: newDecision(shownRequest(request.url, session.idHash, asked), { keys: deps.keys, now }),
      again: withReturnTo('/sign-out', typePath(userCode)),
      status: againStatus(why).status,
    });
  }
  return show(request, reply, 'consent', {
    title: request.words.consent.pageTitle(asked.client.name),
    ...againStatus(why),
    values: {
      ...(await askedValues(request.words, asked, session, deps, (consent) =>
        whyDeviceAsked(asked.client, asked, consent),
      )),
      device: { code: showUserCode(userCode), asked: timeAgo(request.words, asked.code.createdAt, now) },
      notice: why && request.words.consent[why],
      decision: newDecision(shownRequest(request.url, session.idHash, asked), { keys: deps.keys, now }),
      action: request.url,
      again: withReturnTo('/sign-out', typePath(userCode)),
    },
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, step: Step, deps: Deps): Promise<FastifyReply> {
  const { session, entered, asked } = step;
  const here = request.url;
  if (asked.code.answer) return reply.redirect(here, 303); // by the first of two clicks
  const form = formOf(request);
  const pressed = { shown: field(form, 'shown'), decision: field(form, 'decision') };
  const shown = shownRequest(request.url, session.idHash, asked);
  const read = readDecision(pressed, shown, { keys: deps.keys, now: deps.now() });
  if (read === 'tooOld' || read === 'choose') return ask(request, reply, step, deps, read);
  const decided = await decideDevice(read, entered, asked, deps);
  switch (decided) {
    case 'stale':
      return ask(request, reply, step, deps, 'tooOld');
    case 'signed-out': // at the very moment of the decision: another one begins with the code
      return reply.redirect(withReturnTo('/sign-in', typePath(step.userCode)), 303);
    default: // "gone" too: whatever it is now is shown there
      return reply.redirect(here, 303);
  }
}

function typePath(userCode: string | undefined): string {
  return userCode === undefined ? '/device' : `/device?user_code=${showUserCode(userCode)}`;
}

/** Answered before, expired, entered by another session since, or never there: one page for all of it. */
function gone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return showError(request, reply, { status: 404, ...request.words.device.gone });
}
