import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { PresentedProof } from '../../oauth/dpop.ts';

/** The proof that a request brings (RFC 9449 §4.1); undefined: it brings none. */
export function presentedProof({ headers: { dpop }, method, url }: FastifyRequest): PresentedProof | undefined {
  if (dpop === undefined) return undefined;
  const [path = ''] = url.split('?', 1);
  return { header: String(dpop), method, path };
}

/** Gives whoever brings a proof the nonce of its next ones, whatever the answer is (RFC 9449 §8.2). */
export function offerNonce(
  request: FastifyRequest,
  reply: FastifyReply,
  { dpop, now }: Pick<Deps, 'dpop' | 'now'>,
): void {
  if (request.headers.dpop !== undefined) reply.header('dpop-nonce', dpop.nonce(now()));
}
