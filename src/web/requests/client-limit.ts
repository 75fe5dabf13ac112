import { RateLimiterMemory } from 'rate-limiter-flexible';
import { OAuthError } from '../../oauth/errors.ts';

/** Counts by key, per minute and process, and refuses what is past `most`; the answer says when to come again. */
export function clientLimit(most: number): (key: string) => Promise<void> {
  const counted = new RateLimiterMemory({ points: most, duration: 60 });
  return async (key) => {
    try {
      await counted.consume(key);
    } catch (exceeded) {
      const { msBeforeNext = 60_000 } = exceeded as { msBeforeNext?: number };
      const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
      throw new OAuthError('too-many-requests', undefined, { certain: true, retryAfterSeconds });
    }
  };
}
