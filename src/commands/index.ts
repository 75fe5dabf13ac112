import type { Command } from '../command.ts';
import { appAdd } from './app-add.ts';
import { appApprove } from './app-approve.ts';
import { appDelete } from './app-delete.ts';
import { appDisable } from './app-disable.ts';
import { appEnable } from './app-enable.ts';
import { appList } from './app-list.ts';
import { appRedirectAdd } from './app-redirect-add.ts';
import { appRedirectList } from './app-redirect-list.ts';
import { appRedirectRemove } from './app-redirect-remove.ts';
import { appReject } from './app-reject.ts';
import { appRevokeAll } from './app-revoke-all.ts';
import { appRoleAdd } from './app-role-add.ts';
import { appRoleGive } from './app-role-give.ts';
import { appRoleRemove } from './app-role-remove.ts';
import { appRoleTake } from './app-role-take.ts';
import { appRotateSecret } from './app-rotate-secret.ts';
import { appSecretAdd } from './app-secret-add.ts';
import { appSecretEnd } from './app-secret-end.ts';
import { appSecretList } from './app-secret-list.ts';
import { appSet } from './app-set.ts';
import { appShow } from './app-show.ts';
import { auditExport } from './audit-export.ts';
import { authorizationDetailsTypeAdd } from './authorization-details-type-add.ts';
import { authorizationDetailsTypeDelete } from './authorization-details-type-delete.ts';
import { authorizationDetailsTypeList } from './authorization-details-type-list.ts';
import { doctor } from './doctor.ts';
import { groupAdd } from './group-add.ts';
import { groupDelete } from './group-delete.ts';
import { groupList } from './group-list.ts';
import { groupMemberAdd } from './group-member-add.ts';
import { groupMemberRemove } from './group-member-remove.ts';
import { groupSet } from './group-set.ts';
import { groupShow } from './group-show.ts';
import { keyList } from './key-list.ts';
import { keyRevoke } from './key-revoke.ts';
import { keyRotate } from './key-rotate.ts';
import { migrate } from './migrate.ts';
import { purge } from './purge.ts';
import { registrationTokenAdd } from './registration-token-add.ts';
import { resourceAdd } from './resource-add.ts';
import { resourceDelete } from './resource-delete.ts';
import { resourceList } from './resource-list.ts';
import { scopeAdd } from './scope-add.ts';
import { scopeDelete } from './scope-delete.ts';
import { scopeList } from './scope-list.ts';
import { scopeRename } from './scope-rename.ts';
import { serve } from './serve.ts';
import { teamAdd } from './team-add.ts';
import { teamDelete } from './team-delete.ts';
import { teamList } from './team-list.ts';
import { teamMemberAdd } from './team-member-add.ts';
import { teamMemberRemove } from './team-member-remove.ts';
import { teamShow } from './team-show.ts';
import { userAdd } from './user-add.ts';
import { userDelete } from './user-delete.ts';
import { userDisable } from './user-disable.ts';
import { userEnable } from './user-enable.ts';
import { userEndSessions } from './user-end-sessions.ts';
import { userExport } from './user-export.ts';
import { userInvite } from './user-invite.ts';
import { userList } from './user-list.ts';
import { userMakeAdmin } from './user-make-admin.ts';
import { userRemoveAdmin } from './user-remove-admin.ts';
import { userRemoveFactors } from './user-remove-factors.ts';
import { userResetLink } from './user-reset-link.ts';
import { userSet } from './user-set.ts';

/** Every command, in the order of --help. */
export const commands: readonly Command[] = [
  serve,
  migrate,
  purge,
  doctor,
  userAdd,
  userList,
  userDisable,
  userEnable,
  userDelete,
  userExport,
  userSet,
  userMakeAdmin,
  userRemoveAdmin,
  userResetLink,
  userInvite,
  userEndSessions,
  userRemoveFactors,
  groupAdd,
  groupList,
  groupShow,
  groupSet,
  groupDelete,
  groupMemberAdd,
  groupMemberRemove,
  teamAdd,
  teamList,
  teamShow,
  teamDelete,
  teamMemberAdd,
  teamMemberRemove,
  appAdd,
  appSet,
  appList,
  appShow,
  appRedirectAdd,
  appRedirectList,
  appRedirectRemove,
  appApprove,
  appReject,
  appDisable,
  appEnable,
  appDelete,
  appRevokeAll,
  appRotateSecret,
  appRoleAdd,
  appRoleRemove,
  appRoleGive,
  appRoleTake,
  appSecretAdd,
  appSecretList,
  appSecretEnd,
  scopeAdd,
  scopeRename,
  scopeList,
  scopeDelete,
  authorizationDetailsTypeAdd,
  authorizationDetailsTypeList,
  authorizationDetailsTypeDelete,
  resourceAdd,
  resourceList,
  resourceDelete,
  keyList,
  keyRotate,
  keyRevoke,
  registrationTokenAdd,
  auditExport,
];
