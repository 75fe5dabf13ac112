import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { digest } from '../../secrets.ts';
import { addressOf } from './address.ts';

const MOST = 4; // values of one request
const NAME = /client(_|%5f)secret/i;

/** Looks for client secrets in the address of a request, which others than the two of us have read by now. */
export function noteLeakedSecrets(request: FastifyRequest, { leakedSecrets }: Pick<Deps, 'leakedSecrets'>) {
  const start = request.url.indexOf('?');
  if (start === -1 || !NAME.test(request.url)) return;
  const values = new URLSearchParams(request.url.slice(start)).getAll('client_secret');
  for (const value of values.filter((each) => each !== '').slice(0, MOST)) {
    leakedSecrets.record({ hash: digest(value), address: addressOf(request), requestId: request.id });
  }
}
