import { editPage } from '../applications/application-edit.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { ADMIN_APPLICATIONS, administrators } from './application-pages.ts';

const text = words['admin-application'];

/** What a developer may set of an application, set by an administrator: the same form. */
export const adminApplicationEdit: Page = {
  name: 'admin-application-edit',
  path: `${ADMIN_APPLICATIONS}/:id/edit`,
  mount(app, deps) {
    const { admitAgain: change, ...keeper } = administrators(deps);
    editPage(app, deps, adminApplicationEdit.path, {
      ...keeper,
      change,
      leadOf: ({ verified }) => (verified ? text.editVerified : text.editLead),
      noticeOf: () => undefined,
    });
  },
};
