import type { FastifyReply, FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/errors.ts';
import { errorBody } from './error-body.ts';

const WELL_KNOWN = '/.well-known/';

/** Whether a program asked for this address, below which only programs guess: browsers say that they want a page. */
export function isForPrograms({ url, headers: { accept = '' } }: FastifyRequest): boolean {
  return (url.startsWith(WELL_KNOWN) || url.startsWith('/oauth2/')) && !/text\/html/i.test(accept);
}

/** Says in the words of the protocol that there is nothing, and where every address stands. */
export function answerUnknownAddress({ url }: FastifyRequest, reply: FastifyReply, issuer: string): FastifyReply {
  // So that a library in a browser can show it; there is nothing else to read.
  if (url.startsWith(WELL_KNOWN)) reply.header('access-control-allow-origin', '*');
  const [path = ''] = url.split('?', 1);
  return reply.status(404).send(errorBody(new OAuthError('address-unknown', path.slice(0, 100)), issuer));
}
