import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, findInvited } from '../../accounts/invitation.ts';
import type { NewUserProblems } from '../../accounts/new-user.ts';
import type { Deps } from '../../deps.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, takeSession } from '../plugins/session.ts';
import { newAccountFields } from './new-account-fields.ts';
import { notNow } from './refused-password.ts';

/** Where somebody takes up an invitation: the account is there, and they say what they are called and choose a password. */
export const invitation: Page = {
  name: 'invitation',
  path: '/invitation',
  mount(app, deps) {
    app.get(invitation.path, (request, reply) => form(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(
      invitation.path,
      { config: { form: 'browser', hashes: true, showAgain, page: invitation.path } },
      async (request, reply) => {
        const fields = formOf(request);
        const typed = { name: field(fields, 'name'), password: field(fields, 'new-password') };
        const result = await acceptInvitation(tokenOf(request), typed, originOf(request), deps);
        if (result.kind === 'gone') throw new PageError('usedLink');
        if (result.kind === 'problems') return form(request, reply, deps, { status: 422, wrong: result.problems });
        if (result.kind === 'busy') return form(request, reply, deps, notNow(request.words, reply, result));
        takeSession(reply); // whoever's it was: the next step is to sign in with the new account
        return reply.redirect('/sign-in?notice=account', 303);
      },
    );
  },
};

function tokenOf(request: FastifyRequest): string {
  return field(queryOf(request), 'token');
}

type State = { readonly status?: number; readonly notice?: Notice; readonly wrong?: NewUserProblems };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { status = 200, notice, wrong = {} }: State,
) {
  const token = tokenOf(request);
  const invited = await findInvited(token, deps);
  if (!invited) throw new PageError('usedLink');
  const typed = request.method === 'POST' ? field(formOf(request), 'name') : invited.name;
  const text = request.words.invitation;
  return show(request, reply, 'invitation', {
    title: text.title,
    status,
    form: 'browser',
    values: {
      notice,
      email: invited.email,
      action: `${invitation.path}?${new URLSearchParams({ token })}`,
      fields: newAccountFields(request.words, text, { name: typed, wrong }),
    },
  });
}
