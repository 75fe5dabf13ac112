import type { From } from '../events.ts';

/** A passkey as its person sees it. */
export type ListedPasskey = {
  /** Credential ID, base64url. */
  readonly id: string;
  readonly name: string;
  /** It is kept on more than one device. */
  readonly backedUp: boolean;
  readonly transports: readonly string[];
  readonly addedAt: Date;
  readonly lastUsedAt: Date;
};

/** What checks a signature. */
export type Passkey = {
  readonly id: Buffer;
  readonly userId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
};

export type NewPasskey = Passkey & {
  readonly name: string;
  readonly backedUp: boolean;
  /** Where there are no recovery codes yet. */
  readonly recoveryHashes: readonly Buffer[];
  /** The session that goes on; every other one ends. */
  readonly keep: Buffer | undefined;
};

/** As many as anybody needs. */
export const MOST_PASSKEYS = 20;
const NAME_LENGTH = 60;

/** Passkeys, as the accounts ask for them. What is changed stands in the audit trail, or has not been done. */
export type PasskeyStore = {
  find(id: Buffer): Promise<Passkey | undefined>;
  /**
   * Uses it, in one statement, where it signed more often than before, or does not count. False: it is gone, or there is a copy
   * of it somewhere (WebAuthn Level 3).
   */
  use(id: Buffer, counter: number, backedUp: boolean): Promise<boolean>;
  /** `codes`: with the new recovery codes; undefined where there is such a passkey already, or too many. */
  add(passkey: NewPasskey, from: From): Promise<'added' | 'with-codes' | undefined>;
  rename(userId: string, id: Buffer, name: string, from: From): Promise<boolean>;
  /** Other sessions than `keep` end. */
  remove(userId: string, id: Buffer, keep: Buffer, from: From): Promise<boolean>;
};

/** A name as somebody typed it: in one line, not too long; undefined where nothing is left. */
export function passkeyName(typed: string): string | undefined {
  const name = typed
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, NAME_LENGTH);
  return name === '' ? undefined : name;
}
