import type { From } from '../../events.ts';

/** The application that personal access tokens belong to: it is made with the first of them, and nobody can act as it. */
export const PERSONAL_CLIENT = 'personal-access-tokens';
/** The grant that they come by; no program can ask for it. */
export const PERSONAL_GRANT = 'personal_token';
/** As many as anybody needs. */
export const MOST_PERSONAL_TOKENS = 100;

/** A token that a person made for a program of their own, as they see it. */
export type PersonalToken = {
  /** Of its family. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** To some minutes; undefined: nobody has asked about it yet. */
  readonly lastUsedAt: Date | undefined;
};

export type NewPersonalToken = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly hash: Buffer;
  readonly seconds: number;
};

/** What is made or ended stands in the audit trail, or has not been done. */
export type PersonalTokenStore = {
  /**
   * In one statement: the family and its token. False where a scope is not there, not for this person, or not for such tokens,
   * where they have too many, or where an administrator disabled the application that they belong to.
   */
  create(token: NewPersonalToken, from: From): Promise<boolean>;
  /** The live ones, the newest first. */
  list(userId: string): Promise<readonly PersonalToken[]>;
  revoke(userId: string, id: string, from: From): Promise<boolean>;
};
