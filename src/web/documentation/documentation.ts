import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { DOCS } from './documents.ts';

const text = words['documentation'];

/** Where the documentation begins: what there is to read. */
export const documentation: Page = {
  name: 'documentation',
  path: DOCS,
  mount(app, deps) {
    const entries = text.entries.filter(({ href }) => deps.oauth1 || href !== `${DOCS}/oauth1`);
    app.get(DOCS, (request, reply) =>
      show(request, reply, 'documentation', { title: text.title, values: { entries } }),
    );
  },
};
