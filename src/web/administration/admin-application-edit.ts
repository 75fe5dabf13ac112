import { editPage } from '../applications/application-edit.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

/** What a developer may set of an application, set by an administrator: the same form. */
export const adminApplicationEdit: Page = {
  name: 'admin-application-edit',
  path: `${ADMIN_APPLICATIONS}/:id/edit`,
  mount(app, deps) {
    const { admitAgain: change, ...keeper } = administrators(deps);
    editPage(app, deps, adminApplicationEdit.path, {
      ...keeper,
      change,
      leadOf: (words, { verified }) =>
        verified ? words['admin-application'].editVerified : words['admin-application'].editLead,
      noticeOf: () => undefined,
    });
  },
};
