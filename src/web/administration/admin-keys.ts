import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { once } from '../../events.ts';
import { endOfSigning, isSigningAlg, keyState, SIGNING_ALGS } from '../../oauth/model/signing-key.ts';
import { revokeKey, rotateKey } from '../../oauth/signing-keys.ts';
import { exactTime } from '../frame/dates.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { adminTabs, by, KEYS, requireRecentAdmin } from './administration.ts';

/** The keys that the server signs with: which do now, and the buttons that bring the next one or end one that leaked. */
export const adminKeys: Page = {
  name: 'admin-keys',
  path: KEYS,
  mount(app, deps) {
    const post = formPage(app, adminKeys.path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => page(request, reply, deps, shown),
      done: (words) => words['admin-keys'].done,
    });
    post(`${KEYS}/:alg/rotate`, async (request, reply, session) => {
      const { alg = '' } = request.params as { readonly alg?: string };
      if (!isSigningAlg(alg)) throw new PageError('notFound');
      const actor = once(by(request, session), mintOf(request, session, deps));
      const { made } = await madeBy(
        rotateKey(alg, { atOnce: false }, actor, deps).then(Boolean),
        async () => true, // the second press means the key of the first
        deps.now,
      );
      if (made) return reply.redirect(`${KEYS}?done=added`, 303);
      return page(request, reply, deps, {
        status: 409,
        notice: { kind: 'warning', text: request.words['admin-keys'].raced },
      });
    });
    post(`${KEYS}/:kid/revoke`, async (request, reply, session) => {
      const { kid = '' } = request.params as { readonly kid?: string };
      if (!(await deps.signingKeys.list()).some((key) => key.kid === kid)) throw new PageError('notFound');
      await revokeKey(kid, by(request, session), deps); // of a second press there is nothing to revoke
      return reply.redirect(`${KEYS}?done=revoked`, 303);
    });
  },
};

async function page(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice }: Shown) {
  await deps.keyring.jwks(); // makes them where there are none yet
  const keys = await deps.signingKeys.list();
  const now = deps.now();
  const text = request.words['admin-keys'];
  return show(request, reply, 'admin-keys', {
    title: text.title,
    status,
    current: 'administration',
    values: {
      notice,
      tabs: adminTabs(request.words, 'keys'),
      algs: SIGNING_ALGS.map((alg) => ({
        name: alg,
        about: text.about[alg],
        rotate: `${KEYS}/${alg}/rotate`,
        keys: keys
          .filter((key) => key.alg === alg)
          .toReversed()
          .map((key) => {
            const state = keyState(key, keys, now);
            const until = key.revokedAt ?? endOfSigning(key, keys);
            return {
              kid: key.kid,
              state: { kind: BADGES[state], text: text.states[state] },
              from: exactTime(request.words, key.signsAt),
              until: until === undefined ? undefined : exactTime(request.words, until),
              revoke:
                state === 'revoked' || state === 'gone'
                  ? undefined
                  : { path: `${KEYS}/${key.kid}/revoke`, label: text.revokeLabel(key.kid) },
            };
          }),
      })),
    },
  });
}

const BADGES = { next: '', signing: 'ok', kept: '', gone: '', revoked: 'warn' } as const;
