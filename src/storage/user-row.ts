import { withAsciiDomain } from '../accounts/email.ts';
import type { User } from '../accounts/user.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/** A user as a row has it, by Prisma or by USER_COLUMNS. */
export type UserRow = Omit<User, 'passwordChangedAt' | 'disabledAt' | 'deletesAt' | 'language' | 'seenLanguage'> & {
  readonly passwordChangedAt: Date | null;
  readonly disabledAt: Date | null;
  readonly deletesAt: Date | null;
  readonly language: string | null;
  readonly seenLanguage: string | null;
  /** Those that ask for a second factor, one of them at most, where FACTOR_GROUPS was included. */
  readonly groups?: readonly unknown[];
};

/** With the groups by which somebody must have a second factor: their own, and those that hold one of theirs. */
export const WITH_FACTOR_GROUPS = {
  groups: {
    where: {
      group: { OR: [{ requiresFactor: true }, { heldBy: { some: { group: { requiresFactor: true } } } }] },
    },
    select: { groupId: true },
    take: 1,
  },
} satisfies Prisma.UserInclude;

export const USER_COLUMNS = `
  id, email, email_canonical AS "emailCanonical", name, is_admin AS "isAdmin", created_at AS "createdAt",
  password_changed_at AS "passwordChangedAt", disabled_at AS "disabledAt", deletes_at AS "deletesAt", may_keep AS "mayKeep", has_factor AS "hasFactor",
  requires_factor AS "requiresFactor", language, seen_language AS "seenLanguage"`;

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    emailCanonical: withAsciiDomain(row.emailCanonical), // as kept by earlier releases it may be in Unicode
    name: row.name,
    isAdmin: row.isAdmin,
    createdAt: row.createdAt,
    passwordChangedAt: row.passwordChangedAt ?? undefined,
    disabledAt: row.disabledAt ?? undefined,
    deletesAt: row.deletesAt ?? undefined,
    mayKeep: row.mayKeep,
    hasFactor: row.hasFactor,
    language: row.language ?? undefined,
    seenLanguage: row.seenLanguage ?? undefined,
    requiresFactor: row.requiresFactor || (row.groups?.length ?? 0) > 0,
  };
}
