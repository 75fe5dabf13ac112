import type { IssuedRow } from './sql/issue.ts';

export type PlainRow = IssuedRow & { readonly before: boolean | null };

export type RotatedRow = Omit<PlainRow, 'before'> & {
  readonly seen: {
    readonly fresh: boolean;
    readonly own: boolean | null;
    readonly rotated: boolean | null;
    readonly alive: boolean | null;
    readonly covered: boolean | null;
    readonly named: boolean | null;
    readonly resources: readonly string[] | null;
  } | null;
};

export type RetriedRow = IssuedRow & {
  readonly successor: Buffer;
  readonly covered: boolean;
  readonly named: boolean;
  readonly resources: readonly string[];
};
