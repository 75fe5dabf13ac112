import { deletePage } from '../applications/application-delete.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

/** Deletes an application of anybody. */
export const adminApplicationDelete: Page = {
  name: 'admin-application-delete',
  path: `${ADMIN_APPLICATIONS}/:id/delete`,
  mount(app, deps) {
    deletePage(app, deps, adminApplicationDelete.path, administrators(deps));
  },
};
