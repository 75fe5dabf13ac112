import { revokeAllPage } from '../applications/application-revoke-all.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

/** Ends everything that an application of anybody holds. */
export const adminApplicationRevokeAll: Page = {
  name: 'admin-application-revoke-all',
  path: `${ADMIN_APPLICATIONS}/:id/revoke-all`,
  mount(app, deps) {
    revokeAllPage(app, deps, adminApplicationRevokeAll.path, administrators(deps));
  },
};
