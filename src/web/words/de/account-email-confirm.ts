import type { accountEmailConfirm as English } from '../en/account-email-confirm.ts';
import { accountEmail } from './account-email.ts';

export const accountEmailConfirm: typeof English = { confirm: accountEmail.confirm };
