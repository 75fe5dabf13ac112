import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { OAuthError } from '../../oauth/errors.ts';
import {
  changeRegistration,
  deleteRegistration,
  type ProgramDeps,
  readRegistration,
  registerByProgram,
} from '../../oauth/register-by-program.ts';
import { readObject } from '../../oauth/strict-json.ts';
import { SentBefore } from '../../storage-errors.ts';
import type { Endpoint } from '../endpoint.ts';
import { addressOf } from '../requests/address.ts';
import { addressLimit } from '../requests/address-limit.ts';
import { challenge } from '../requests/challenge.ts';

const MOST = 30; // of each kind, per minute and address prefix

/** Programs register applications (RFC 7591 §3). */
export const registrationEndpoint: Endpoint = {
  name: 'registration_endpoint',
  path: '/oauth2/register',
  isServed: ({ programs }) => programs !== undefined,
  mount(app, deps) {
    const given = withPrograms(deps);
    if (!given) return;
    const tooMany = addressLimit(MOST);
    // Pages of any origin may register: nothing of the browser counts here, and nothing is told that was not just made.
    app.options(this.path, (_request, reply) => {
      const allowed = { 'access-control-allow-methods': 'POST', 'access-control-allow-headers': '*' };
      return reply
        .status(204)
        .headers({ ...OPEN, ...allowed, 'access-control-max-age': '86400' })
        .send();
    });
    app.post(this.path, { config: { json: true } }, async (request, reply) => {
      reply.headers(OPEN);
      if (await tooMany(request, reply)) throw new OAuthError('too-many-requests');
      const registered = await challenged(reply, deps, () =>
        registerByProgram(documentOf(request), askedBy(request, deps), given),
      );
      return reply.status(201).send(registered);
    });
  },
};

/** They keep what they registered (RFC 7592 §2). */
export const clientConfigurationEndpoint: Endpoint = {
  path: '/oauth2/register/:id',
  mount(app, deps) {
    const given = withPrograms(deps);
    if (!given) return;
    const tooMany = addressLimit(MOST);
    app.get<Named>(this.path, { exposeHeadRoute: false }, (request, reply) =>
      challenged(reply, deps, () => readRegistration(request.params.id, askedBy(request, deps), given)),
    );
    app.put<Named>(this.path, { config: { json: true } }, async (request, reply) => {
      if (await tooMany(request, reply)) throw new OAuthError('too-many-requests');
      const change = () => changeRegistration(request.params.id, documentOf(request), askedBy(request, deps), given);
      // The same was under way: its answer is this one's.
      const again = (error: unknown) => (error instanceof SentBefore ? change() : Promise.reject(error));
      return challenged(reply, deps, () => change().catch(again));
    });
    app.delete<Named>(this.path, { config: { json: true } }, async (request, reply) => {
      await challenged(reply, deps, () => deleteRegistration(request.params.id, askedBy(request, deps), given));
      return reply.status(204).send();
    });
  },
};

type Named = { readonly Params: { readonly id: string } };

const OPEN = { 'access-control-allow-origin': '*' } as const;

function withPrograms(deps: Deps): ProgramDeps | undefined {
  const { programs } = deps;
  return programs && { ...deps, programs };
}

function askedBy(request: FastifyRequest, { now }: Pick<Deps, 'now'>) {
  const from = { address: addressOf(request), requestId: request.id };
  return { authorization: request.headers.authorization, from, now: now() };
}

function documentOf({ body }: FastifyRequest) {
  const document = typeof body === 'string' ? readObject(body) : undefined;
  if (!document) throw new OAuthError('registration-not-json');
  return document;
}

/** A refused token is said as RFC 6750 §3 has it. */
async function challenged<T>(
  reply: FastifyReply,
  { issuer }: Pick<Deps, 'issuer'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    challenge(reply, error, { issuer, proofs: false });
    throw error;
  }
}
