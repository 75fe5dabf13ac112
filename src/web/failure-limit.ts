import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressPrefix } from '../accounts/throttle.ts';
import { addressOf } from './address.ts';

/**
 * Counts what failed, per minute and address prefix: failures of one address cost it more and more of its own time, and
 * nobody else's. Says whether this one is past `most`, and then sets Retry-After.
 */
export function failureLimit(most: number): (request: FastifyRequest, reply: FastifyReply) => Promise<boolean> {
  const failures = new RateLimiterMemory({ points: most, duration: 60 });
  return async (request, reply) => {
    try {
      await failures.consume(addressPrefix(addressOf(request)));
      return false;
    } catch (exceeded) {
      const { msBeforeNext } = exceeded as { msBeforeNext?: number };
      reply.header('retry-after', Math.max(1, Math.ceil((msBeforeNext ?? 60_000) / 1000)));
      return true;
    }
  };
}
