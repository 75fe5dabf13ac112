import type { Words } from '../words/index.ts';

export const DELETE = '/account/delete';
export const FACTORS = '/account/factors';
export const SESSIONS = '/account/sessions';
export const ACTIVITY = '/account/activity';
export const TOKENS = '/account/tokens';

const PATHS = {
  profile: '/account',
  factors: FACTORS,
  sessions: SESSIONS,
  tokens: TOKENS,
  activity: ACTIVITY,
  authorized: '/oauth2/authorized_applications',
} as const;

/** The pages of somebody's own account. */
export function accountTabs(words: Words, current: keyof typeof PATHS) {
  return Object.entries(PATHS).map(([name, path]) => ({
    path,
    text: words.account.tabNames[name as keyof typeof PATHS],
    current: name === current,
  }));
}
