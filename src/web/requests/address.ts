import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Where a request comes from. What a trusted proxy forwards is believed only if it is an address (S133). */
export function addressOf(request: FastifyRequest): string {
  return isIP(request.ip) === 0 ? (request.socket.remoteAddress ?? '') : request.ip;
}
