import type { Review } from '../oauth/model/client.ts';

// What an administrator decides about an application, of OAuth 2 or 1.0a, for Prisma: which it may be, and what it becomes.

/** In review, or not verified as it is. */
export function approvable(review: Review) {
  return { ...lookedAt(review), OR: [{ inReview: true }, { verified: false }] };
}

export function approved({ note }: Review) {
  return { inReview: false, verified: true, note: note || null };
}

export function rejectable(review: Review) {
  return { ...lookedAt(review), inReview: true };
}

export function rejected({ note }: Review, now: Date) {
  return { rejectedAt: now, note: note || null };
}

/** What the administrator looked at: its owner may still change it. */
function lookedAt({ revision }: Review): { readonly revision?: number } {
  return revision === undefined ? {} : { revision };
}
