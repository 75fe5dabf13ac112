import { isRuleId, rules } from '../../oauth/rules.ts';
import type { Page } from '../page.ts';
import { PageError } from '../page-error.ts';
import { show } from '../show.ts';
import { ruleTexts } from '../words/en/rules.ts';

/** What the documentation says about one refusal; `error_uri` of the OAuth answers leads here. */
export const errorRule: Page = {
  name: 'error-rule',
  path: '/docs/errors/:rule',
  mount(app) {
    app.get<{ Params: { rule: string } }>(errorRule.path, async (request, reply) => {
      const id = request.params.rule;
      if (!isRuleId(id)) throw new PageError('notFound');
      const { code, section, sentence } = rules[id];
      return show(request, reply, 'error-rule', {
        title: id,
        values: { id, code, section, sentence, text: ruleTexts[id] },
        copyButton: true,
      });
    });
  },
};
