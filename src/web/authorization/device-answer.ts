import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { show } from '../frame/show.ts';
import { initialOf } from './out-of-band-code.ts';

/** What became of it, for the person: the device hears it at its next poll. */
export async function showDeviceAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { name }: Client,
  answer: 'approved' | 'denied',
): Promise<FastifyReply> {
  const text = request.words['device-answer'][answer];
  return show(request, reply, 'device-answer', {
    title: text.title(name),
    values: { initial: initialOf(name), text, approved: answer === 'approved' },
  });
}
