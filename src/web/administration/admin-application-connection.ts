import { connectionPage } from '../applications/application-connection.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

/** How an application of anybody proves itself and what its tokens are like, set by an administrator: the same form. */
export const adminApplicationConnection: Page = {
  name: 'admin-application-connection',
  path: `${ADMIN_APPLICATIONS}/:id/advanced`,
  mount(app, deps) {
    const { admitAgain: change, ...keeper } = administrators(deps);
    connectionPage(app, deps, adminApplicationConnection.path, { ...keeper, change });
  },
};
