import type { en } from '../en/index.ts';
import { account } from './account.ts';
import { accountDelete } from './account-delete.ts';
import { accountEmail } from './account-email.ts';
import { accountEmailConfirm } from './account-email-confirm.ts';
import { activity } from './activity.ts';
import { admin } from './admin.ts';
import { adminApplication } from './admin-application.ts';
import { adminApplicationDialect } from './admin-application-dialect.ts';
import { adminApplicationGroups } from './admin-application-groups.ts';
import { adminApplicationScopes } from './admin-application-scopes.ts';
import { adminApplicationTransfer } from './admin-application-transfer.ts';
import { adminApplications } from './admin-applications.ts';
import { adminAudit } from './admin-audit.ts';
import { adminAuthorizationDetails } from './admin-authorization-details.ts';
import { adminConsumer } from './admin-consumer.ts';
import { adminConsumers } from './admin-consumers.ts';
import { adminGroup } from './admin-group.ts';
import { adminGroupNew } from './admin-group-new.ts';
import { adminGroups } from './admin-groups.ts';
import { adminKeys } from './admin-keys.ts';
import { adminPeople } from './admin-people.ts';
import { adminPerson } from './admin-person.ts';
import { adminPersonNew } from './admin-person-new.ts';
import { adminResource } from './admin-resource.ts';
import { adminResourceNew } from './admin-resource-new.ts';
import { adminResources } from './admin-resources.ts';
import { adminScope } from './admin-scope.ts';
import { adminScopeNew } from './admin-scope-new.ts';
import { adminScopes } from './admin-scopes.ts';
import { adminSettings } from './admin-settings.ts';
import { adminTeam } from './admin-team.ts';
import { adminTeams } from './admin-teams.ts';
import { application } from './application.ts';
import { applicationConnection } from './application-connection.ts';
import { applicationDelete } from './application-delete.ts';
import { applicationEdit } from './application-edit.ts';
import { applicationExample } from './application-example.ts';
import { applicationForm } from './application-form.ts';
import { applicationLogo } from './application-logo.ts';
import { applicationNew } from './application-new.ts';
import { applicationOpenapi } from './application-openapi.ts';
import { applicationReceiver } from './application-receiver.ts';
import { applicationRefusals } from './application-refusals.ts';
import { applicationRevokeAll } from './application-revoke-all.ts';
import { applicationRoles } from './application-roles.ts';
import { applicationRotateSecret } from './application-rotate-secret.ts';
import { applicationSecrets } from './application-secrets.ts';
import { applicationTokens } from './application-tokens.ts';
import { applicationTransfer } from './application-transfer.ts';
import { applications } from './applications.ts';
import { authorizedApplications } from './authorized-applications.ts';
import { chooseAccount } from './choose-account.ts';
import { consent } from './consent.ts';
import { consumer } from './consumer.ts';
import { consumerDelete } from './consumer-delete.ts';
import { consumerEdit } from './consumer-edit.ts';
import { consumerForm } from './consumer-form.ts';
import { consumerNew } from './consumer-new.ts';
import { consumerRotateSecret } from './consumer-rotate-secret.ts';
import { consumers } from './consumers.ts';
import { detailsTypeSentence } from './details-type.ts';
import { device } from './device.ts';
import { deviceAnswer } from './device-answer.ts';
import { dialects } from './dialects.ts';
import { document } from './document.ts';
import { documentation } from './documentation.ts';
import { endSession } from './end-session.ts';
import { error } from './error.ts';
import { errorRule } from './error-rule.ts';
import { errorRules } from './error-rules.ts';
import { factorApp } from './factor-app.ts';
import { factors } from './factors.ts';
import { formPost } from './form-post.ts';
import { group } from './group.ts';
import { groupForm } from './group-form.ts';
import { groupPeople } from './group-people.ts';
import { invitation } from './invitation.ts';
import { invite } from './invite.ts';
import { language } from './language.ts';
import { layout } from './layout.ts';
import { legacyGrants } from './legacy-grants.ts';
import { logout } from './logout.ts';
import { mails } from './mails.ts';
import { newPassword } from './new-password.ts';
import { notAdmitted } from './not-admitted.ts';
import { oauth1RuleTexts } from './oauth1-rules.ts';
import { offers } from './offers.ts';
import { outOfBandCode } from './out-of-band-code.ts';
import { passkey } from './passkey.ts';
import { personalTokens } from './personal-tokens.ts';
import { problems, sentenceOf } from './problems.ts';
import { profile, unmetSentence } from './profile.ts';
import { recover } from './recover.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { refusal } from './refusal.ts';
import { resourceForm } from './resource-form.ts';
import { review } from './review.ts';
import { ruleTexts } from './rules.ts';
import { scopeForm } from './scope-form.ts';
import { scopes } from './scopes.ts';
import { eventSentences, ruleSentences } from './sentences.ts';
import { sessions } from './sessions.ts';
import { setup } from './setup.ts';
import { signIn } from './sign-in.ts';
import { signInAgain } from './sign-in-again.ts';
import { signInFactor } from './sign-in-factor.ts';
import { signInKeep } from './sign-in-keep.ts';
import { signUp } from './sign-up.ts';
import { signUpConfirm } from './sign-up-confirm.ts';
import { start } from './start.ts';
import { team } from './team.ts';
import { teamDomains } from './team-domains.ts';
import { teamForm } from './team-form.ts';
import { teamInvitation } from './team-invitation.ts';
import { teamMembers } from './team-members.ts';
import { teamNew } from './team-new.ts';
import { teams } from './teams.ts';

/** The same in German: formal, and plain. */
export const de: typeof en = {
  /** Its own name. */
  languageName: 'Deutsch',
  /** How numbers and dates are written. */
  locale: 'de-DE',
  eventSentences,
  ruleSentences,
  rules: ruleTexts,
  oauth1Rules: oauth1RuleTexts,
  scopes,
  problems,
  sentenceOf,
  unmetSentence,
  detailsTypeSentence,
  account,
  'account-delete': accountDelete,
  'account-email': accountEmail,
  'account-email-confirm': accountEmailConfirm,
  admin,
  'admin-application': adminApplication,
  'admin-application-dialect': adminApplicationDialect,
  'admin-application-scopes': adminApplicationScopes,
  'admin-application-transfer': adminApplicationTransfer,
  'admin-applications': adminApplications,
  'admin-audit': adminAudit,
  'admin-resource': adminResource,
  'admin-resource-new': adminResourceNew,
  'admin-resources': adminResources,
  'resource-form': resourceForm,
  'admin-settings': adminSettings,
  'admin-consumer': adminConsumer,
  'admin-consumers': adminConsumers,
  'admin-people': adminPeople,
  'admin-person': adminPerson,
  'admin-person-new': adminPersonNew,
  'admin-scope': adminScope,
  'admin-scope-new': adminScopeNew,
  'admin-keys': adminKeys,
  'admin-authorization-details': adminAuthorizationDetails,
  'admin-scopes': adminScopes,
  application,
  'application-delete': applicationDelete,
  'application-edit': applicationEdit,
  'application-example': applicationExample,
  'application-form': applicationForm,
  'application-logo': applicationLogo,
  'application-new': applicationNew,
  'application-openapi': applicationOpenapi,
  'application-refusals': applicationRefusals,
  'application-revoke-all': applicationRevokeAll,
  'application-roles': applicationRoles,
  'application-rotate-secret': applicationRotateSecret,
  'application-secrets': applicationSecrets,
  'application-tokens': applicationTokens,
  applications,
  'authorized-applications': authorizedApplications,
  consumer,
  'consumer-delete': consumerDelete,
  'consumer-edit': consumerEdit,
  'consumer-form': consumerForm,
  'consumer-new': consumerNew,
  'consumer-rotate-secret': consumerRotateSecret,
  consumers,
  device,
  'device-answer': deviceAnswer,
  dialects,
  document,
  documentation,
  'end-session': endSession,
  error,
  'error-rule': errorRule,
  'error-rules': errorRules,
  'choose-account': chooseAccount,
  'application-connection': applicationConnection,
  consent,
  'admin-application-groups': adminApplicationGroups,
  'admin-group': adminGroup,
  'admin-group-new': adminGroupNew,
  'admin-groups': adminGroups,
  group,
  'group-form': groupForm,
  'admin-team': adminTeam,
  'admin-teams': adminTeams,
  'application-receiver': applicationReceiver,
  'application-transfer': applicationTransfer,
  offers,
  team,
  'team-domains': teamDomains,
  'team-form': teamForm,
  'team-invitation': teamInvitation,
  'team-members': teamMembers,
  'team-new': teamNew,
  teams,
  'group-people': groupPeople,
  start,
  language,
  layout,
  'legacy-grants': legacyGrants,
  logout,
  invitation,
  invite,
  'sign-up': signUp,
  'sign-up-confirm': signUpConfirm,
  mails,
  recover,
  'new-password': newPassword,
  'not-admitted': notAdmitted,
  'scope-form': scopeForm,
  setup,
  'sign-in': signIn,
  'sign-in-again': signInAgain,
  'sign-in-factor': signInFactor,
  'sign-in-keep': signInKeep,
  'factor-app': factorApp,
  factors,
  'recovery-codes': recoveryCodes,
  passkey,
  sessions,
  activity,
  'personal-tokens': personalTokens,
  'form-post': formPost,
  'out-of-band-code': outOfBandCode,
  profile,
  refusal,
  review,
};
