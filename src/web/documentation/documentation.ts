import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { DOCS } from './documents.ts';

/** Where the documentation begins: what there is to read. */
export const documentation: Page = {
  name: 'documentation',
  path: DOCS,
  mount(app, deps) {
    app.get(DOCS, (request, reply) => {
      const { title, entries } = request.words.documentation;
      const served = entries.filter(({ href }) => deps.oauth1 || href !== `${DOCS}/oauth1`);
      return show(request, reply, 'documentation', { title, values: { entries: served } });
    });
  },
};
