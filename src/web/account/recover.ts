import type { FastifyReply, FastifyRequest } from 'fastify';
import { askToRecover } from '../../accounts/recover.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import { inLanguageOf } from '../mails/in-language.ts';
import { onItsWay } from '../mails/on-its-way.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { notNow } from './refused-password.ts';

/** Where somebody who lost their password asks for a mail with a link to set a new one. */
export const recover: Page = {
  name: 'recover',
  path: '/recover',
  mount(app, deps) {
    app.get(recover.path, (request, reply) =>
      field(queryOf(request), 'sent') === '' ? form(request, reply, deps, {}) : sent(request, reply, deps),
    );
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(recover.path, { config: { form: 'browser', showAgain, page: recover.path } }, async (request, reply) => {
      const { mailbox } = deps;
      if (!mailbox) return form(request, reply, deps, { status: 404 });
      const email = field(formOf(request), 'email');
      const asked = await askToRecover(
        { email, ...originOf(request) },
        { ...deps, mailbox: inLanguageOf(request, mailbox) },
      );
      if (asked.kind === 'throttled') return form(request, reply, deps, notNow(request.words, reply, asked));
      if (asked.kind === 'problem') return form(request, reply, deps, { status: 422, wrong: asked.problem });
      return reply.redirect(`${recover.path}?sent=yes`, 303);
    });
  },
};

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly wrong?: keyof Words['problems']['email'];
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { mailbox }: Pick<Deps, 'mailbox'>,
  { status = 200, notice, wrong }: State,
) {
  const text = request.words.recover;
  return show(request, reply, 'recover', {
    title: text.title,
    status,
    form: 'browser',
    values: {
      notice,
      lead: mailbox ? text.lead : text.noMail,
      sends: mailbox !== undefined,
      fields: {
        email: {
          id: 'email',
          label: text.email,
          hint: text.emailHint,
          type: 'email',
          autocomplete: 'username',
          required: true,
          autofocus: true,
          value: field(formOf(request), 'email').slice(0, 320),
          error: wrong && request.words.problems.email[wrong],
        },
      } satisfies Fields,
    },
  });
}

/** The same for everybody, whether there is such an account or not. */
function sent(request: FastifyRequest, reply: FastifyReply, { mailbox }: Pick<Deps, 'mailbox'>) {
  const text = request.words.recover;
  return show(request, reply, 'recover', {
    title: text.sentTitle,
    form: 'browser',
    values: { notice: undefined, lead: onItsWay(request.words, mailbox, text.sentLead), sends: false, fields: {} },
  });
}
