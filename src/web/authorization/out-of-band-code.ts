import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MintedCode } from '../../oauth/model/authorization-code.ts';
import { show } from '../frame/show.ts';

/** The answer for an application that no address leads to: the code, for the person to copy. */
export async function showCode(
  request: FastifyRequest,
  reply: FastifyReply,
  application: string,
  code: MintedCode,
): Promise<FastifyReply> {
  await request.findSession();
  const hint = request.words['out-of-band-code'].hint(Math.round(code.seconds / 60));
  return showToCopy(request, reply, { application, code: code.value, hint });
}

/** The same for a consumer of OAuth 1.0a (RFC 5849 §2.2): the verifier, for as long as its request token lasts. */
export async function showVerifier(
  request: FastifyRequest,
  reply: FastifyReply,
  { application, verifier }: { readonly application: string; readonly verifier: string },
): Promise<FastifyReply> {
  return showToCopy(request, reply, {
    application,
    code: verifier,
    hint: request.words['out-of-band-code'].hintVerifier,
  });
}

function showToCopy(
  request: FastifyRequest,
  reply: FastifyReply,
  values: { readonly application: string; readonly code: string; readonly hint: string },
) {
  const { application } = values;
  return show(request, reply, 'out-of-band-code', {
    title: request.words['out-of-band-code'].title(application),
    copyButton: true,
    values: { ...values, initial: initialOf(application) },
  });
}

/** What stands on an application's tile. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}
