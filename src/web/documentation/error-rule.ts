import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { type DocumentedRule, findRule } from './documented-rules.ts';

const GUIDE = '/docs/integrating';
const SIGN_IN = `${GUIDE}#sign-a-person-in-the-authorization-code`;

/** Where the guide tells how to do it right. */
const CHAPTERS: Readonly<Record<DocumentedRule['text']['group'], string>> = {
  return: SIGN_IN,
  authorize: SIGN_IN,
  token: SIGN_IN,
  client: `${GUIDE}#errors`,
  device: `${GUIDE}#connect-a-device-the-device-grant`,
  register: `${GUIDE}#register-by-program`,
  introspect: `${GUIDE}#check-a-token-in-your-api`,
  oauth1: '/docs/oauth1',
  any: `${GUIDE}#errors`,
  server: `${GUIDE}#errors`,
};

/** What the documentation says about one refusal; `error_uri` of the OAuth answers leads here. */
export const errorRule: Page = {
  name: 'error-rule',
  path: '/docs/errors/:rule',
  mount(app, deps) {
    app.get<{ Params: { rule: string } }>(errorRule.path, async (request, reply) => {
      const rule = findRule(request.words, request.params.rule, deps);
      if (!rule) throw new PageError('notFound');
      return show(request, reply, 'error-rule', {
        title: rule.id,
        values: { ...rule, guide: CHAPTERS[rule.text.group] },
        copyButton: true,
      });
    });
  },
};
