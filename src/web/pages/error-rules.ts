import { type RuleId, rules } from '../../oauth/rules.ts';
import type { Page } from '../page.ts';
import { show } from '../show.ts';
import { ruleTexts } from '../words/en/rules.ts';
import { words } from '../words/index.ts';

const text = words['error-rules'];
const ids = Object.keys(rules) as RuleId[];

/** The documentation's list of everything that can be refused. */
export const errorRules: Page = {
  name: 'error-rules',
  path: '/docs/errors',
  mount(app) {
    app.get(errorRules.path, (request, reply) =>
      show(request, reply, 'error-rules', {
        title: text.title,
        values: {
          groups: Object.entries(text.groups).map(([group, heading]) => ({
            id: group,
            heading,
            rules: ids
              .filter((id) => ruleTexts[id].group === group)
              .map((id) => ({ id, code: rules[id].code, sentence: rules[id].sentence })),
          })),
        },
      }),
    );
  },
};
