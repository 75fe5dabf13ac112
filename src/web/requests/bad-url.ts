import type { FastifyReply, FastifyRequest } from 'fastify';

/** Answers a request whose address no route can be looked up for: plain text, for programs and people alike (S126). */
export function answerBadUrl(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .status(400)
    .headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    .send(`This address cannot be read. Check it, and try again.\nRequest: ${request.id}\n`);
}
