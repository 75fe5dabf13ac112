import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { renewRecoveryCodes } from '../../accounts/set-up-app.ts';
import type { Deps } from '../../deps.ts';

import { SentBefore } from '../../storage-errors.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { isSameClick, mintOf } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession, requireSession } from '../plugins/session.ts';
import { HOME } from '../requests/return-to.ts';
import { accountTabs, FACTORS } from './account-tabs.ts';
import { askForNewPasskey, passkeySignals, toAdd } from './passkey-form.ts';
import { mountPasskeys, PASSKEYS } from './passkeys.ts';
import { redirectWithCodes } from './recovery-codes.ts';

/** What a person has besides the password, and the way to change it: after proving again who they are (S117). */
export const factors: Page = {
  name: 'factors',
  path: FACTORS,
  mount(app, deps) {
    const post = formPage(app, FACTORS, {
      admit: (request, reply) => requireSession(request, reply, FACTORS),
      change: (request, reply) => requireRecentSession(request, reply, { now: deps.now() }),
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
      done: (words) => words.factors.done,
    });
    mountPasskeys(post, deps);
    post(`${FACTORS}/app/remove`, async (request, reply, session) => {
      const { address, requestId } = originOf(request);
      await deps.factors.removeApp(session.user.id, session.idHash, { address, requestId }); // of a second press there is none left
      return reply.redirect(`${FACTORS}?done=removed`, 303);
    });
    post(`${FACTORS}/recovery-codes`, async (request, reply, session) => {
      const { address, requestId } = originOf(request);
      const mint = mintOf(request, session, deps);
      const codes = await renewRecoveryCodes(session.user.id, { address, requestId }, { ...deps, mint }).catch(
        (error: unknown) => {
          // A double click has its answer from the first one.
          if (error instanceof SentBefore && isSameClick(error.at, deps.now())) return undefined;
          throw error;
        },
      );
      if (!codes) return reply.redirect(`${FACTORS}/recovery-codes`, 303);
      return redirectWithCodes(reply, deps, session, { codes, showsSecret: true, returnTo: HOME });
    });
  },
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice }: Shown,
) {
  const { app, passkeys, recoveryCodes } = await deps.factors.of(session.user.id);
  const now = deps.now();
  const text = request.words.factors;
  return show(request, reply, 'factors', {
    title: text.title,
    status,
    current: 'account',
    passkeys: true,
    values: {
      notice: notice ?? (request.lacksFactor(session) ? { kind: 'information', text: text.needed } : undefined),
      tabs: accountTabs(request.words, 'factors'),
      tabsLabel: request.words.account.tabs,
      app: app && { since: dayOf(request.words, app.addedAt), used: timeAgo(request.words, app.lastUsedAt, now) },
      add: askForNewPasskey(
        request,
        reply,
        { user: session.user, context: toAdd(session), action: PASSKEYS, has: passkeys },
        deps,
      ),
      signals: passkeySignals(session, passkeys, deps),
      passkeys: passkeys.map((each) => ({
        id: each.id,
        name: each.name,
        backedUp: each.backedUp,
        since: dayOf(request.words, each.addedAt),
        used: timeAgo(request.words, each.lastUsedAt, now),
        removeLabel: text.passkeyRemoveOne(each.name),
        renameLabel: text.passkeyRenameOne(each.name),
      })),
      codesLeft: app || passkeys.length > 0 ? text.codesLeft(recoveryCodes) : undefined,
    },
  });
}
