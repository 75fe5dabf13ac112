import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { findRule } from './documented-rules.ts';

/** What the documentation says about one refusal; `error_uri` of the OAuth answers leads here. */
export const errorRule: Page = {
  name: 'error-rule',
  path: '/docs/errors/:rule',
  mount(app, deps) {
    app.get<{ Params: { rule: string } }>(errorRule.path, async (request, reply) => {
      const rule = findRule(request.params.rule, deps);
      if (!rule) throw new PageError('notFound');
      return show(request, reply, 'error-rule', { title: rule.id, values: rule, copyButton: true });
    });
  },
};
