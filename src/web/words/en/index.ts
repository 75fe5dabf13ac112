import { error } from './error.ts';
import { layout } from './layout.ts';

/** The texts of every view, under its name, and of what all views share. */
export const en = {
  error,
  layout,
};
