import { accountEmail } from './account-email.ts';

export const accountEmailConfirm = { confirm: accountEmail.confirm };
