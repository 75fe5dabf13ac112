/** Who owns an application: a person, a team, or nobody, as where it registered itself. */
export type Owner =
  | { readonly kind: 'person'; readonly userId: string }
  | { readonly kind: 'team'; readonly teamId: string }
  | { readonly kind: 'none' };

/** The same as it is read: what people call them, and whether their word is the review. */
export type KnownOwner =
  | { readonly kind: 'person'; readonly userId: string; readonly name: string; readonly isAdmin: boolean }
  | { readonly kind: 'team'; readonly teamId: string; readonly name: string }
  | { readonly kind: 'none' };

type Owned = { readonly owner: KnownOwner };

/** Whether it belongs to this person alone; who keeps that of a team, only the database knows. */
export function isKeptBy({ owner }: Owned, userId: string | undefined): boolean {
  return owner.kind === 'person' && owner.userId === userId;
}

/** What people call its owner; undefined: nobody is known. */
export function ownerName({ owner }: Owned): string | undefined {
  return owner.kind === 'none' ? undefined : owner.name;
}
