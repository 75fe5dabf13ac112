import { account } from './account/account.ts';
import { accountDelete } from './account/account-delete.ts';
import { accountEmail } from './account/account-email.ts';
import { activity } from './account/activity.ts';
import { authorizedApplications } from './account/authorized-applications.ts';
import { chooseAccount } from './account/choose-account.ts';
import { endSession } from './account/end-session.ts';
import { factorApp } from './account/factor-app.ts';
import { factors } from './account/factors.ts';
import { groupPage } from './account/group.ts';
import { invitation } from './account/invitation.ts';
import { invite } from './account/invite.ts';
import { languagePage } from './account/language.ts';
import { logout } from './account/logout.ts';
import { newPassword } from './account/new-password.ts';
import { personalTokens } from './account/personal-tokens.ts';
import { recover } from './account/recover.ts';
import { recoveryCodes } from './account/recovery-codes.ts';
import { sessions } from './account/sessions.ts';
import { setup } from './account/setup.ts';
import { signInPage } from './account/sign-in.ts';
import { signInAgain } from './account/sign-in-again.ts';
import { signInFactor } from './account/sign-in-factor.ts';
import { signInKeep } from './account/sign-in-keep.ts';
import { signInPasskey } from './account/sign-in-passkey.ts';
import { signInSetUp } from './account/sign-in-set-up.ts';
import { signOut } from './account/sign-out.ts';
import { signUp } from './account/sign-up.ts';
import { signUpConfirm } from './account/sign-up-confirm.ts';
import { start } from './account/start.ts';
import { admin } from './administration/admin.ts';
import { adminApplication } from './administration/admin-application.ts';
import { adminApplicationConnection } from './administration/admin-application-connection.ts';
import { adminApplicationDelete } from './administration/admin-application-delete.ts';
import { adminApplicationDialect } from './administration/admin-application-dialect.ts';
import { adminApplicationEdit } from './administration/admin-application-edit.ts';
import { adminApplicationGroups } from './administration/admin-application-groups.ts';
import { adminApplicationRefusals } from './administration/admin-application-refusals.ts';
import { adminApplicationRevokeAll } from './administration/admin-application-revoke-all.ts';
import { adminApplicationRoles } from './administration/admin-application-roles.ts';
import { adminApplicationScopes } from './administration/admin-application-scopes.ts';
import { adminApplicationTokens } from './administration/admin-application-tokens.ts';
import { adminApplicationTransfer } from './administration/admin-application-transfer.ts';
import { adminApplications } from './administration/admin-applications.ts';
import { adminAudit } from './administration/admin-audit.ts';
import { adminAuthorizationDetails } from './administration/admin-authorization-details.ts';
import { adminGroup } from './administration/admin-group.ts';
import { adminGroupNew } from './administration/admin-group-new.ts';
import { adminGroups } from './administration/admin-groups.ts';
import { adminKeys } from './administration/admin-keys.ts';
import { adminPeople } from './administration/admin-people.ts';
import { adminPerson } from './administration/admin-person.ts';
import { adminPersonNew } from './administration/admin-person-new.ts';
import { adminResource } from './administration/admin-resource.ts';
import { adminResourceNew } from './administration/admin-resource-new.ts';
import { adminResources } from './administration/admin-resources.ts';
import { adminScope } from './administration/admin-scope.ts';
import { adminScopeNew } from './administration/admin-scope-new.ts';
import { adminScopes } from './administration/admin-scopes.ts';
import { adminSettings } from './administration/admin-settings.ts';
import { adminTeam } from './administration/admin-team.ts';
import { adminTeams } from './administration/admin-teams.ts';
import { application } from './applications/application.ts';
import { applicationConnection } from './applications/application-connection.ts';
import { applicationDelete } from './applications/application-delete.ts';
import { applicationEdit } from './applications/application-edit.ts';
import { applicationExample } from './applications/application-example.ts';
import { applicationLogo } from './applications/application-logo.ts';
import { applicationNew } from './applications/application-new.ts';
import { applicationOpenapi } from './applications/application-openapi.ts';
import { applicationRefusals } from './applications/application-refusals.ts';
import { applicationRevokeAll } from './applications/application-revoke-all.ts';
import { applicationRoles } from './applications/application-roles.ts';
import { applicationRotateSecret } from './applications/application-rotate-secret.ts';
import { applicationSecrets } from './applications/application-secrets.ts';
import { applicationTokens } from './applications/application-tokens.ts';
import { applicationTransfer } from './applications/application-transfer.ts';
import { applications } from './applications/applications.ts';
import { home } from './applications/home.ts';
import { logos } from './applications/logos.ts';
import { offers } from './applications/offers.ts';
import { authorize } from './authorization/authorize.ts';
import { consent } from './authorization/consent.ts';
import { device } from './authorization/device.ts';
import { deviceConsent } from './authorization/device-consent.ts';
import { document } from './documentation/document.ts';
import { documentation } from './documentation/documentation.ts';
import { errorRule } from './documentation/error-rule.ts';
import { errorRules } from './documentation/error-rules.ts';
import { adminConsumer } from './oauth1/admin-consumer.ts';
import { adminConsumers } from './oauth1/admin-consumers.ts';
import { consumer } from './oauth1/consumer.ts';
import { consumerDelete } from './oauth1/consumer-delete.ts';
import { consumerEdit } from './oauth1/consumer-edit.ts';
import { consumerNew } from './oauth1/consumer-new.ts';
import { consumerRotateSecret } from './oauth1/consumer-rotate-secret.ts';
import { consumers } from './oauth1/consumers.ts';
import { oauth1Authorize } from './oauth1/oauth1-authorize.ts';
import type { Page } from './page.ts';
import { team } from './teams/team.ts';
import { teamInvitation } from './teams/team-invitation.ts';
import { teamNew } from './teams/team-new.ts';
import { teams } from './teams/teams.ts';

/** Every page, in the order of a visit. */
export const pages: readonly Page[] = [
  home,
  setup,
  newPassword,
  recover,
  signUp,
  signUpConfirm,
  invitation,
  signInPage,
  signInFactor,
  signInPasskey,
  signInSetUp,
  signInKeep,
  signInAgain,
  chooseAccount,
  languagePage,
  signOut,
  logout,
  endSession,
  authorize,
  consent,
  oauth1Authorize,
  device,
  deviceConsent,
  applications,
  applicationNew,
  offers,
  application,
  applicationEdit,
  applicationConnection,
  applicationLogo,
  logos,
  applicationRoles,
  applicationRotateSecret,
  applicationRevokeAll,
  applicationSecrets,
  applicationTransfer,
  applicationDelete,
  applicationRefusals,
  applicationTokens,
  applicationExample,
  applicationOpenapi,
  teams,
  teamNew,
  teamInvitation,
  team,
  consumers,
  consumerNew,
  consumer,
  consumerEdit,
  consumerRotateSecret,
  consumerDelete,
  start,
  invite,
  groupPage,
  authorizedApplications,
  account,
  accountEmail,
  accountDelete,
  factors,
  factorApp,
  recoveryCodes,
  sessions,
  personalTokens,
  activity,
  admin,
  adminApplications,
  adminApplication,
  adminApplicationEdit,
  adminApplicationConnection,
  adminApplicationRoles,
  adminApplicationTransfer,
  adminApplicationDelete,
  adminApplicationRevokeAll,
  adminApplicationRefusals,
  adminApplicationTokens,
  adminApplicationDialect,
  adminApplicationScopes,
  adminApplicationGroups,
  adminConsumers,
  adminConsumer,
  adminPeople,
  adminPersonNew,
  adminPerson,
  adminGroups,
  adminGroupNew,
  adminGroup,
  adminTeams,
  adminTeam,
  adminScopes,
  adminScopeNew,
  adminScope,
  adminAuthorizationDetails,
  adminKeys,
  adminAudit,
  adminResources,
  adminResourceNew,
  adminResource,
  adminSettings,
  documentation,
  document,
  errorRules,
  errorRule,
];
