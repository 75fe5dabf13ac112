import { en } from './en/index.ts';

/** What every language has. */
export type Words = typeof en;

/** What programs read, and people where no language is known. */
export const english: Words = en;
