import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { setUpApp } from '../../accounts/set-up-app.ts';
import type { Deps } from '../../deps.ts';
import { digest } from '../../secrets.ts';
import { SentBefore } from '../../storage-errors.ts';
import { findRequester } from '../authorization/requester.ts';
import { field, formOf } from '../frame/form.ts';
import { isSameClick, mintOf } from '../frame/once.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession } from '../plugins/session.ts';
import { HOME, returnToOf, withReturnTo } from '../requests/return-to.ts';
import { FACTORS } from './account-tabs.ts';
import { askForNewPasskey, toAdd } from './passkey-form.ts';
import { PASSKEYS } from './passkeys.ts';
import { redirectWithCodes } from './recovery-codes.ts';
import { type SetUpState, showSetUp } from './set-up-form.ts';

/** Sets up an authenticator app, for whoever has just proved who they are; an application may have sent them for it. */
export const factorApp: Page = {
  name: 'factor-app',
  path: `${FACTORS}/app`,
  mount(app, deps) {
    app.get(factorApp.path, async (request, reply) => {
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      if (!session) return reply;
      if ((await deps.factors.of(session.user.id)).app) return reply.redirect(FACTORS, 303);
      return form(request, reply, session, deps, {});
    });
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      if (!session) return reply;
      return form(request, reply, session, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    };
    app.post(factorApp.path, { config: { showAgain, carries: true, page: factorApp.path } }, async (request, reply) => {
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      if (!session) return reply;
      const fields = formOf(request);
      const { address, requestId } = originOf(request);
      const asked = { userId: session.user.id, sealed: field(fields, 'secret'), context: contextOf(session) };
      const given = { ...asked, code: field(fields, 'code'), keep: session.idHash, from: { address, requestId } };
      const made = await setUpApp(given, { ...deps, mint: mintOf(request, session, deps) }).catch((error: unknown) => {
        // A double click has its answer from the first one, which brought the codes.
        if (error instanceof SentBefore && isSameClick(error.at, deps.now())) return { kind: 'taken' } as const;
        throw error;
      });
      if (made.kind === 'refused') return form(request, reply, session, deps, { status: 422, refused: true });
      if (made.kind === 'gone') {
        return form(request, reply, session, deps, {
          status: 409,
          notice: { kind: 'warning', text: request.words['factor-app'].expired },
        });
      }
      if (made.kind === 'taken') return reply.redirect(`${FACTORS}?done=app`, 303);
      const returnTo = returnToOf(request);
      return redirectWithCodes(reply, deps, session, { codes: made.recoveryCodes, showsSecret: true, returnTo });
    });
  },
};

/** A secret counts for the person and the session that it was shown to, whatever the session is called by now. */
function contextOf(session: Session): string {
  return digest(session.handle).toString('base64url');
}

async function form(request: FastifyRequest, reply: FastifyReply, session: Session, deps: Deps, state: SetUpState) {
  const returnTo = returnToOf(request);
  const requester = await findRequester(returnTo, deps);
  const text = request.words['factor-app'];
  const asked = {
    context: contextOf(session),
    email: session.user.email,
    action: returnTo === HOME ? factorApp.path : withReturnTo(factorApp.path, returnTo),
    lead: requester ? text.leadFor(requester.name) : text.lead,
    requester,
    signingIn: false,
    passkey: returnTo === HOME ? undefined : await passkeyInstead(request, reply, session, returnTo, deps),
  };
  return showSetUp(request, reply, asked, state, deps);
}

/** For whoever an application sent: either is enough for it. */
async function passkeyInstead(
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
  returnTo: string,
  deps: Deps,
) {
  const has = (await deps.factors.of(session.user.id)).passkeys;
  const about = { user: session.user, context: toAdd(session), action: withReturnTo(PASSKEYS, returnTo), has };
  return askForNewPasskey(request, reply, about, deps);
}
