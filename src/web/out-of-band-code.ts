import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MintedCode } from '../oauth/model/authorization-code.ts';
import type { Step } from './authorization-step.ts';
import { show } from './show.ts';
import { words } from './words/index.ts';

/** The answer for an application that no address leads to: the code, for the person to copy. */
export async function showCode(
  request: FastifyRequest,
  reply: FastifyReply,
  step: Step,
  code: MintedCode,
): Promise<FastifyReply> {
  const { name } = step.request.address.client;
  const minutes = Math.round(code.seconds / 60);
  return show(request, reply, 'out-of-band-code', {
    title: words['out-of-band-code'].title(name),
    copyButton: true,
    values: { application: name, initial: initialOf(name), code: code.value, minutes },
  });
}

/** What stands on an application's tile. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}
