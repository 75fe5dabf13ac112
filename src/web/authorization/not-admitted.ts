import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import { show } from '../frame/show.ts';
import { initialOf } from './out-of-band-code.ts';

/**
 * Tells the person that the application is for groups of which they are in none, and whom they can ask. The button sends them back
 * with that answer: it is the form of the consent page, of which it decides what "Deny" would.
 */
export function showNotAdmitted(
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  page: {
    readonly leaves?: boolean;
    readonly device?: boolean;
    readonly decision: string;
    /** Where another account begins. */
    readonly again: string;
    readonly status?: number | undefined;
  },
): Promise<FastifyReply> {
  const { leaves = false, device = false, decision, again, status = 403 } = page;
  const owner = ownerName(client);
  const text = request.words['not-admitted'];
  return show(request, reply, 'not-admitted', {
    title: text.title(client.name),
    status,
    authorization: { leaves },
    values: {
      initial: initialOf(client.name),
      application: client.name,
      ask: text.ask(owner),
      goOn: device ? text.tellDevice : text.goBack(client.name),
      action: request.url,
      decision,
      again,
    },
  });
}
