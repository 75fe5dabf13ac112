import type { Administrator } from '../../events.ts';

/** One thing that is asked for, beyond what a scope can say (RFC 9396 §2). Its type says what its other members mean. */
export type AuthorizationDetail = Readonly<Record<string, unknown>> & { readonly type: string };

/** A kind of them, as an administrator registered it. */
export type DetailsType = {
  /** What `type` says. */
  readonly type: string;
  /** What it must look like: a JSON Schema, 2020-12. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** What people read when they are asked: a phrase as after "It can", with members of it in braces. */
  readonly sentence: string;
};

/** A type as administrators see it. */
export type ListedDetailsType = DetailsType & {
  /** How many applications may ask for it. */
  readonly applications: number;
};

/** The types. There are few: always read whole. What changes stands in the audit trail, or has not been done. */
export type DetailsTypeStore = {
  /** By name. */
  list(): Promise<readonly DetailsType[]>;
  listUsed(): Promise<readonly ListedDetailsType[]>;
  /** Adds it, or replaces the one of that name; says which. */
  save(type: DetailsType, by: Administrator): Promise<'added' | 'updated'>;
  /** Only where no application may ask for it. */
  delete(type: string, by: Administrator): Promise<'deleted' | 'unknown' | 'used'>;
};

/** What was granted with a code or a refresh token, by its digest, if it is this client's; undefined: no details. */
export type GrantedDetails = {
  ofCode(hash: Buffer, clientId: string): Promise<readonly AuthorizationDetail[] | undefined>;
  ofRefreshToken(hash: Buffer, clientId: string): Promise<readonly AuthorizationDetail[] | undefined>;
};
