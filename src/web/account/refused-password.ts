import type { FastifyReply } from 'fastify';
import type { Notice } from '../frame/notice.ts';
import type { Words } from '../words/index.ts';

/** How a page answers where a password was not even looked at: guessed too often, or the server is busy. */
export function notNow(
  words: Words,
  reply: FastifyReply,
  { kind, retryAfterSeconds }: { readonly kind: 'throttled' | 'busy'; readonly retryAfterSeconds: number },
): { readonly status: number; readonly notice: Notice } {
  reply.header('retry-after', Math.ceil(retryAfterSeconds));
  return kind === 'throttled'
    ? { status: 429, notice: { kind: 'warning', text: words.error.tooMany.lead(retryAfterSeconds) } }
    : { status: 503, notice: { kind: 'warning', text: words.error.busy } };
}
