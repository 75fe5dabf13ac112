import { rolesPage } from '../applications/application-roles.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

/** What people and groups are at an application of anybody, said by an administrator: the same page. */
export const adminApplicationRoles: Page = {
  name: 'admin-application-roles',
  path: `${ADMIN_APPLICATIONS}/:id/roles`,
  mount(app, deps) {
    const { admitAgain: change, ...keeper } = administrators(deps);
    rolesPage(app, deps, adminApplicationRoles.path, { ...keeper, change, scopes: 'scopes', everyGroup: true });
  },
};
