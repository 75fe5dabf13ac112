import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { show } from '../frame/show.ts';
import { answeredTile } from './out-of-band-code.ts';

/** What became of it, for the person: the device hears it at its next poll. */
export async function showDeviceAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  answer: 'approved' | 'denied',
): Promise<FastifyReply> {
  const text = request.words['device-answer'][answer];
  return show(request, reply, 'device-answer', {
    title: text.title(client.name),
    values: { tile: answeredTile(client), text, approved: answer === 'approved' },
  });
}
