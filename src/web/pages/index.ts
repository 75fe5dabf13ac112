import type { Page } from '../page.ts';
import { account } from './account.ts';
import { authorize } from './authorize.ts';
import { consent } from './consent.ts';
import { errorRule } from './error-rule.ts';
import { errorRules } from './error-rules.ts';
import { home } from './home.ts';
import { newPassword } from './new-password.ts';
import { setup } from './setup.ts';
import { signInPage } from './sign-in.ts';
import { signInAgain } from './sign-in-again.ts';
import { signOut } from './sign-out.ts';

/** Every page, in the order of a visit. */
export const pages: readonly Page[] = [
  home,
  setup,
  newPassword,
  signInPage,
  signInAgain,
  signOut,
  authorize,
  consent,
  account,
  errorRules,
  errorRule,
];
