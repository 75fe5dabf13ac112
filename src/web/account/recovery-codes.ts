import type { FastifyReply } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { redirectToMade, takeSecret } from '../applications/new-secret.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { HOME, returnToOf, withReturnTo } from '../requests/return-to.ts';
import { accountTabs, FACTORS } from './account-tabs.ts';

const ID = 'recovery-codes';

/** Shows ten recovery codes that were made a moment ago, once (S141), and leads on to where the person was going. */
export const recoveryCodes: Page = {
  name: 'recovery-codes',
  path: `${FACTORS}/recovery-codes`,
  mount(app, deps) {
    app.get(recoveryCodes.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const made = takeSecret<'made'>(request, reply, deps, session, ID);
      const returnTo = returnToOf(request);
      if (!made) return reply.redirect(returnTo === HOME ? FACTORS : returnTo, 303);
      const text = request.words['recovery-codes'];
      return show(request, reply, 'recovery-codes', {
        title: text.title,
        current: 'account',
        copyButton: true,
        values: {
          tabs: accountTabs(request.words, 'factors'),
          tabsLabel: request.words.account.tabs,
          codes: made.value.split(',').map(halvesOf),
          goOn: returnTo === HOME ? { href: FACTORS, text: text.back } : { href: returnTo, text: text.goOn },
        },
      });
    });
  },
};

/** Where a code may go on in the next line, if it must: the page is read by people who type. */
function halvesOf(code: string): readonly string[] {
  const groups = code.split('-');
  const middle = Math.ceil(groups.length / 2);
  return [`${groups.slice(0, middle).join('-')}-`, groups.slice(middle).join('-')];
}

/** Sends the person to the page that shows these codes, and from there to `returnTo`. */
export function redirectWithCodes(
  reply: FastifyReply,
  deps: Pick<Deps, 'keys' | 'now'>,
  session: Session,
  {
    codes,
    showsSecret,
    returnTo,
  }: { readonly codes: readonly string[]; readonly showsSecret: boolean; readonly returnTo: string },
): FastifyReply {
  const path = returnTo === HOME ? recoveryCodes.path : withReturnTo(recoveryCodes.path, returnTo);
  return redirectToMade(reply, deps, session, { id: ID, path, kind: 'made', secret: codes.join(','), showsSecret });
}
