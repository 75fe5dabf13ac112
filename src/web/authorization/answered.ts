import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { showError } from '../errors.ts';
import { words } from '../words/index.ts';

/** A decision that came again after its answer was used: nothing more happens. */
export async function showAnswered(
  request: FastifyRequest,
  reply: FastifyReply,
  { name }: Client,
): Promise<FastifyReply> {
  const { answered } = words.consent;
  return showError(request, reply, {
    status: 409,
    title: answered.title,
    lead: answered.lead(name),
    todo: answered.todo(name),
  });
}
