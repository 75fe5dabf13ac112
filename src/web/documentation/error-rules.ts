import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { documentedRules } from './documented-rules.ts';

const text = words['error-rules'];
const notice: Notice = {
  kind: 'information',
  text: text.owner,
  link: { href: '/oauth2/applications', text: text.ownerLink },
};

/** The documentation's list of everything that can be refused. */
export const errorRules: Page = {
  name: 'error-rules',
  path: '/docs/errors',
  mount(app, deps) {
    const rules = documentedRules(deps);
    const groups = Object.entries(text.groups)
      .map(([id, heading]) => ({ id, heading, rules: rules.filter((rule) => rule.text.group === id) }))
      .filter((group) => group.rules.length > 0);
    app.get(errorRules.path, (request, reply) =>
      show(request, reply, 'error-rules', { title: text.title, values: { groups, notice } }),
    );
  },
};
