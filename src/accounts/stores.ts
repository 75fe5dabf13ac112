import type { AuditTrail } from '../events.ts';
import type { Keys } from '../secrets.ts';
import type { EmailChangeStore } from './change-email.ts';
import type { DeletionStore } from './deletion.ts';
import type { FactorPolicy, FactorStore } from './factor.ts';
import type { GroupStore } from './group.ts';
import type { InvitationStore } from './invitation.ts';
import type { OneTimeLinkStore } from './one-time-link.ts';
import type { PasskeyStore } from './passkey.ts';
import type { PasswordHasher } from './password-hash.ts';
import type { SessionStore } from './session.ts';
import type { SignUpStore } from './sign-up.ts';
import type { TeamStore } from './team.ts';
import type { ThrottleStore } from './throttle.ts';
import type { UserStore } from './user.ts';

/** What the accounts ask of their surroundings, all together; each function names the part it uses. */
export type AccountDeps = {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly factors: FactorStore;
  readonly passkeys: PasskeyStore;
  readonly factorPolicy: FactorPolicy;
  readonly deletions: DeletionStore;
  readonly links: OneTimeLinkStore;
  readonly groups: GroupStore;
  readonly teams: TeamStore;
  readonly invitations: InvitationStore;
  readonly emailChanges: EmailChangeStore;
  readonly signUps: SignUpStore;
  readonly throttle: ThrottleStore;
  readonly passwords: PasswordHasher;
  readonly audit: AuditTrail;
  readonly keys: Keys;
};
