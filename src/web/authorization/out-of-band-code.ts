import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MintedCode } from '../../oauth/model/authorization-code.ts';
import type { Client } from '../../oauth/model/client.ts';
import { tileOf } from '../applications/logos.ts';
import { show } from '../frame/show.ts';
import { isVerified } from './verified.ts';

/** The answer for an application that no address leads to: the code, for the person to copy. */
export async function showCode(
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  code: MintedCode,
): Promise<FastifyReply> {
  await request.findSession();
  const hint = request.words['out-of-band-code'].hint(Math.round(code.seconds / 60));
  const tile = answeredTile(client);
  return showToCopy(request, reply, { application: client.name, tile, code: code.value, hint });
}

/** The same for a consumer of OAuth 1.0a (RFC 5849 §2.2): the verifier, for as long as its request token lasts. */
export async function showVerifier(
  request: FastifyRequest,
  reply: FastifyReply,
  { application, verifier }: { readonly application: string; readonly verifier: string },
): Promise<FastifyReply> {
  return showToCopy(request, reply, {
    application,
    tile: { logo: undefined, initial: initialOf(application), kind: '' },
    code: verifier,
    hint: request.words['out-of-band-code'].hintVerifier,
  });
}

function showToCopy(
  request: FastifyRequest,
  reply: FastifyReply,
  values: {
    readonly application: string;
    readonly tile: ReturnType<typeof answeredTile>;
    readonly code: string;
    readonly hint: string;
  },
) {
  return show(request, reply, 'out-of-band-code', {
    title: request.words['out-of-band-code'].title(values.application),
    copyButton: true,
    values,
  });
}

/** The tile of an application that a person has just answered: the one that they saw while it asked. */
export function answeredTile(client: Client) {
  return { logo: tileOf(client.logo), initial: initialOf(client.name), kind: isVerified(client) ? '' : ' plain' };
}

/** What stands on an application's tile. */
export function initialOf(name: string): string {
  return ([...name.trim()][0] ?? '?').toUpperCase();
}
