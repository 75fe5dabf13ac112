import { en } from './en/index.ts';

/** What every language has. */
export type Words = typeof en;

export const words: Words = en;
