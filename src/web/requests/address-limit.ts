import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { addressPrefix } from '../../accounts/throttle.ts';
import { addressOf } from './address.ts';

/**
 * Counts, per minute and address prefix, what shall not be had without end, a failure for example: too many of one
 * address cost it its own time, and nobody else's. Says whether this one is past `most`, and then sets Retry-After.
 */
export function addressLimit(most: number): (request: FastifyRequest, reply: FastifyReply) => Promise<boolean> {
  const counted = new RateLimiterMemory({ points: most, duration: 60 });
  return async (request, reply) => {
    try {
      await counted.consume(addressPrefix(addressOf(request)));
      return false;
    } catch (exceeded) {
      const { msBeforeNext } = exceeded as { msBeforeNext?: number };
      reply.header('retry-after', Math.max(1, Math.ceil((msBeforeNext ?? 60_000) / 1000)));
      return true;
    }
  };
}
