import { addPasskey } from '../../accounts/add-passkey.ts';
import { passkeyName } from '../../accounts/passkey.ts';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { field, formOf } from '../frame/form.ts';
import type { formPage } from '../frame/form-page.ts';
import { mintOf } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { originOf } from '../plugins/session.ts';
import { HOME, returnToOf } from '../requests/return-to.ts';
import { FACTORS } from './account-tabs.ts';
import { browserName } from './browser-name.ts';
import { toAdd } from './passkey-form.ts';
import { redirectWithCodes } from './recovery-codes.ts';

export const PASSKEYS = `${FACTORS}/passkeys`;

/** The forms about passkeys on the page of somebody's factors. */
export function mountPasskeys(post: ReturnType<typeof formPage<object, Session>>, deps: Deps) {
  post(PASSKEYS, async (request, reply, session) => {
    const { relyingParty: party } = deps;
    if (!party) throw new PageError('notFound');
    const { address, agent, requestId } = originOf(request);
    const { browser, system } = browserName(agent);
    const asked = {
      userId: session.user.id,
      credential: field(formOf(request), 'credential'),
      context: toAdd(session),
      name: request.words.account.browserOn(browser, system),
      keep: session.idHash,
      from: { address, requestId },
    };
    const added = await addPasskey(asked, { ...deps, party, mint: mintOf(request, session, deps) });
    if (added.kind !== 'added') return reply.redirect(`${FACTORS}?done=passkey-${added.kind}`, 303);
    const returnTo = returnToOf(request); // of an application that asked for more than a password
    if (!added.recoveryCodes) return reply.redirect(returnTo === HOME ? `${FACTORS}?done=passkey` : returnTo, 303);
    return redirectWithCodes(reply, deps, session, { codes: added.recoveryCodes, showsSecret: true, returnTo });
  });
  post(`${PASSKEYS}/rename`, async (request, reply, session) => {
    const fields = formOf(request);
    const { address, requestId } = originOf(request);
    const name = passkeyName(field(fields, 'name'));
    const id = Buffer.from(field(fields, 'id'), 'base64url');
    if (name !== undefined) await deps.passkeys.rename(session.user.id, id, name, { address, requestId });
    return reply.redirect(`${FACTORS}?done=${name === undefined ? 'passkey-unnamed' : 'passkey-renamed'}`, 303);
  });
  post(`${PASSKEYS}/remove`, async (request, reply, session) => {
    const { address, requestId } = originOf(request);
    const id = Buffer.from(field(formOf(request), 'id'), 'base64url');
    await deps.passkeys.remove(session.user.id, id, session.idHash, { address, requestId }); // of a second press there is none left
    return reply.redirect(`${FACTORS}?done=passkey-removed`, 303);
  });
}
