import type { FastifyInstance } from 'fastify';
import { english, type Words } from '../words/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Every text, in the language of whoever sent the request. */
    readonly words: Words;
  }
}

/** Gives requests of the scope their words, found out when they are first asked for. */
export function readLanguages(scope: FastifyInstance) {
  scope.decorateRequest('words', { getter: () => english });
}
