import type { FastifyReply, FastifyRequest } from 'fastify';
import { show } from '../frame/show.ts';
import { initialOf } from './out-of-band-code.ts';

/** The answer in a form that posts itself, or by its button where there is no JavaScript. */
export function showFormPost(
  request: FastifyRequest,
  reply: FastifyReply,
  application: string,
  { action, fields }: { readonly action: string; readonly fields: URLSearchParams },
): Promise<FastifyReply> {
  return show(request, reply, 'form-post', {
    title: request.words['form-post'].title(application),
    authorization: { leaves: true },
    postsItself: true,
    anonymous: true,
    values: {
      initial: initialOf(application),
      application,
      host: new URL(action).host,
      action,
      answer: [...fields].map(([name, value]) => ({ name, value })),
    },
  });
}
