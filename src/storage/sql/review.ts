import { OWNER_ADMINISTERS } from './owner.ts';
import { areSafe } from './scopes.ts';

/**
 * SQL for `in_review` of an application, or consumer, that somebody changes whose changes an administrator looks at: it waits
 * where it waited, and waits again for any of these reasons (conditions), but with safe scopes alone and not where its owner is an
 * administrator. `scopes` is what it will have, `administers` whether such a one will own it.
 */
export function waitsAgain(scopes: string, reasons: readonly string[], administers = OWNER_ADMINISTERS): string {
  return `in_review OR ((${reasons.join(' OR ')}) AND NOT ${areSafe(scopes)} AND NOT ${administers})`;
}
