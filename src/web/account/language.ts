import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage } from '../../languages.ts';
import { field, formOf } from '../frame/form.ts';
import { languageChoices } from '../frame/languages.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { keepLanguage } from '../plugins/language.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';
import { account } from './account.ts';

/** Where somebody who is not signed in chooses the language of pages; who is has it in their account. */
export const languagePage: Page = {
  name: 'language',
  path: '/language',
  mount(app) {
    app.get(languagePage.path, async (request, reply) =>
      (await request.findSession()) ? reply.redirect(`${account.path}#language`, 303) : form(request, reply, 200),
    );
    const showAgain = (request: FastifyRequest, reply: FastifyReply) => form(request, reply, 403);
    app.post(languagePage.path, { config: { form: 'browser', showAgain } }, (request, reply) => {
      const chosen = field(formOf(request), 'language');
      if (!isLanguage(chosen)) return form(request, reply, 422);
      keepLanguage(reply, chosen);
      return reply.redirect(askingFor(returnToOf(request), chosen), 303);
    });
  },
};

function form(request: FastifyRequest, reply: FastifyReply, status: number) {
  return show(request, reply, 'language', {
    title: request.words.language.title,
    status,
    form: 'browser',
    values: { action: withReturnTo(languagePage.path, returnToOf(request)), choices: languageChoices() },
  });
}

/** The address that somebody came from, who wants this language whatever an application asked for. */
function askingFor(path: string, language: string): string {
  return path.replace(/(ui_locales(?:=|%3D))[\w+%-]*?(?=&|%26|#|$)/gi, `$1${language}`);
}
