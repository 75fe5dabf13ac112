import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownBrowserMark } from '../../accounts/known-browser.ts';
import { findPasswordLink, redeemPasswordLink } from '../../accounts/one-time-link.ts';
import type { PasswordProblem } from '../../accounts/password.ts';
import type { Deps } from '../../deps.ts';
import { SentBefore } from '../../storage-errors.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { mintFor, wasSentNow } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { originOf, takeSession } from '../plugins/session.ts';
import { notNow } from './refused-password.ts';

/** Sets a password with a link from an administrator: for a new account, or in place of a lost one. */
export const newPassword: Page = {
  name: 'new-password',
  path: '/new-password',
  mount(app, deps) {
    app.get(newPassword.path, (request, reply) => form(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(
      newPassword.path,
      { config: { form: 'browser', hashes: true, showAgain, page: newPassword.path } },
      async (request, reply) => {
        const password = field(formOf(request), 'new-password');
        const mint = mintFor(tokenOf(request), request, deps);
        const result = await redeemPasswordLink(
          tokenOf(request),
          password,
          { ...originOf(request), language: request.language },
          { ...deps, mint },
        ).catch((error: unknown) => {
          if (error instanceof SentBefore) return { kind: 'gone' } as const;
          throw error;
        });
        if (result.kind === 'gone') {
          if (await wasSentNow(mint, deps)) return reply.redirect('/sign-in?notice=password', 303); // a double click
          throw new PageError('usedLink');
        }
        if (result.kind === 'problem') return form(request, reply, deps, { status: 422, wrong: result.problem });
        if (result.kind === 'busy') return form(request, reply, deps, notNow(request.words, reply, result));
        takeSession(reply); // whoever's it was: the next step is to sign in as the owner of the link
        // Guessing by others may have made them wait: with their link they need not.
        giveBrowserMark(reply, knownBrowserMark(deps.keys, browserMark(request), result.user.emailCanonical));
        return reply.redirect('/sign-in?notice=password', 303);
      },
    );
  },
};

function tokenOf(request: FastifyRequest): string {
  return field(queryOf(request), 'token');
}

type State = { readonly status?: number; readonly notice?: Notice; readonly wrong?: PasswordProblem };

async function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice, wrong }: State) {
  const token = tokenOf(request);
  const owner = await findPasswordLink(token, deps.links);
  if (!owner) throw new PageError('usedLink');
  const text = request.words['new-password'];
  return show(request, reply, 'new-password', {
    title: owner.passwordChangedAt ? text.title : text.firstTitle,
    status,
    form: 'browser',
    values: {
      notice,
      email: owner.email,
      ends: owner.passwordChangedAt && text.ends,
      action: `${newPassword.path}?${new URLSearchParams({ token })}`,
      fields: {
        password: {
          id: 'new-password',
          label: text.password,
          hint: text.hint,
          type: 'password',
          autocomplete: 'new-password',
          required: true,
          error: wrong && request.words.problems.password[wrong],
        },
      } satisfies Fields,
    },
  });
}
