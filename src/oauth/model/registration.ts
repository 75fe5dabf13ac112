import type { Administrator, From } from '../../events.ts';
import type { Client, ClientChanged, ClientChanges, NewClient, RegistrantActor } from './client.ts';

/** How many applications a token may register, and for how many days. */
export type RegistrationTokenLimits = { readonly uses: number; readonly days: number };

/** What a program registers (RFC 7591 §3): the digests are those of its tokens. */
export type ProgramRegistration = {
  readonly client: NewClient;
  /** Of the initial access token, which is used once more; undefined: anybody may register. */
  readonly initialHash: Buffer | undefined;
  /** Of the registration access token. */
  readonly registrationHash: Buffer;
};

/** What programs register and keep. A method is one transaction, with its row of the audit trail. */
export type RegistrationStore = {
  /** Until when it is good. */
  addToken(hash: Buffer, limits: RegistrationTokenLimits, by: Administrator): Promise<Date>;
  /** Whether this initial access token has a use left: registering itself asks again. */
  isGood(initialHash: Buffer): Promise<boolean>;
  /** When it was registered, as it is stored; undefined, and nothing is stored, where the initial access token has no use left. */
  register(registration: ProgramRegistration, from: From): Promise<Date | undefined>;
  /** The client whose registration access token this is, unless it is disabled, or somebody's by now. */
  find(id: string, registrationHash: Buffer): Promise<Client | undefined>;
  /** `unknown`, `refused`: the token is not, or not any more, that of the client. */
  change(id: string, changes: ClientChanges, by: RegistrantActor): Promise<ClientChanged>;
};
