import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { documentedRules } from './documented-rules.ts';

/** The documentation's list of everything that can be refused. */
export const errorRules: Page = {
  name: 'error-rules',
  path: '/docs/errors',
  mount(app, deps) {
    app.get(errorRules.path, (request, reply) => {
      const text = request.words['error-rules'];
      const rules = documentedRules(request.words, deps);
      const groups = Object.entries(text.groups)
        .map(([id, heading]) => ({ id, heading, rules: rules.filter((rule) => rule.text.group === id) }))
        .filter((group) => group.rules.length > 0);
      const link = { href: '/oauth2/applications', text: text.ownerLink };
      const notice: Notice = { kind: 'information', text: text.owner, link };
      return show(request, reply, 'error-rules', { title: text.title, values: { groups, notice } });
    });
  },
};
