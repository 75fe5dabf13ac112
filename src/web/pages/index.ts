import type { Page } from '../page.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { adminApplication } from './admin-application.ts';
import { adminApplicationDialect } from './admin-application-dialect.ts';
import { adminApplicationScopes } from './admin-application-scopes.ts';
import { adminApplications } from './admin-applications.ts';
import { adminConsumer } from './admin-consumer.ts';
import { adminConsumers } from './admin-consumers.ts';
import { adminPeople } from './admin-people.ts';
import { adminPerson } from './admin-person.ts';
import { adminScope } from './admin-scope.ts';
import { adminScopeNew } from './admin-scope-new.ts';
import { adminScopes } from './admin-scopes.ts';
import { application } from './application.ts';
import { applicationDelete } from './application-delete.ts';
import { applicationEdit } from './application-edit.ts';
import { applicationExample } from './application-example.ts';
import { applicationNew } from './application-new.ts';
import { applicationOpenapi } from './application-openapi.ts';
import { applicationRefusals } from './application-refusals.ts';
import { applicationRotateSecret } from './application-rotate-secret.ts';
import { applications } from './applications.ts';
import { authorize } from './authorize.ts';
import { authorizedApplications } from './authorized-applications.ts';
import { consent } from './consent.ts';
import { consumer } from './consumer.ts';
import { consumerDelete } from './consumer-delete.ts';
import { consumerEdit } from './consumer-edit.ts';
import { consumerNew } from './consumer-new.ts';
import { consumerRotateSecret } from './consumer-rotate-secret.ts';
import { consumers } from './consumers.ts';
import { device } from './device.ts';
import { deviceConsent } from './device-consent.ts';
import { errorRule } from './error-rule.ts';
import { errorRules } from './error-rules.ts';
import { home } from './home.ts';
import { newPassword } from './new-password.ts';
import { oauth1Authorize } from './oauth1-authorize.ts';
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
  oauth1Authorize,
  device,
  deviceConsent,
  applications,
  applicationNew,
  application,
  applicationEdit,
  applicationRotateSecret,
  applicationDelete,
  applicationRefusals,
  applicationExample,
  applicationOpenapi,
  consumers,
  consumerNew,
  consumer,
  consumerEdit,
  consumerRotateSecret,
  consumerDelete,
  authorizedApplications,
  account,
  admin,
  adminApplications,
  adminApplication,
  adminApplicationDialect,
  adminApplicationScopes,
  adminConsumers,
  adminConsumer,
  adminPeople,
  adminPerson,
  adminScopes,
  adminScopeNew,
  adminScope,
  errorRules,
  errorRule,
];
