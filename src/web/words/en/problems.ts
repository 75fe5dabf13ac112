import { EMAIL_PROBLEMS } from '../../../accounts/email.ts';
import { NAME_PROBLEMS } from '../../../accounts/new-user.ts';
import { PASSWORD_PROBLEMS } from '../../../accounts/password.ts';

/** What is wrong with what somebody typed, by problem; the command line says the same. */
export const problems = {
  name: NAME_PROBLEMS,
  email: { ...EMAIL_PROBLEMS, taken: 'There is an account with this address already.' },
  password: PASSWORD_PROBLEMS,
};
