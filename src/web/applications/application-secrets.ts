import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { isSecretOf, mintClientSecret } from '../../oauth/client-secret.ts';
import { type AddedSecret, addSecret, endsSoon, handleOf, MOST_SECRET_DAYS } from '../../oauth/client-secrets.ts';
import { type ClientSecret, MOST_NAMED_SECRETS } from '../../oauth/model/client-secret.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import { withSecret } from './application-rotate-secret.ts';
import type { OfClient, OwnApplication } from './keeper.ts';
import { redirectToMade, takeSecret } from './new-secret.ts';
import { APPLICATIONS, asOwner, ownApplication, ownApplicationAgain, pathOfApplication } from './own-application.ts';
import { headOf } from './show-application.ts';

const DAY_MS = 86_400_000;

/** The secrets of an application: what each is called, when it ends and was last used. Making or ending one needs a fresh proof. */
export const applicationSecrets: Page = {
  name: 'application-secrets',
  path: `${APPLICATIONS}/:id/secrets`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationSecrets.path, {
      admit: async (request, reply) => withSecret(await ownApplication(request, reply, deps)),
      change: async (request, reply) => withSecret(await ownApplicationAgain(request, reply, deps)),
      view: (request, reply, own, shown) => page(request, reply, deps, own, shown),
      done: (words) => words['application-secrets'].done,
    });
    post(applicationSecrets.path, async (request, reply, own) => {
      const { session, client } = own;
      const { name, seconds } = readTyped(request, deps.now());
      if (seconds !== undefined && !isLife(seconds)) {
        return page(request, reply, deps, own, {
          status: 422,
          wrong: { expires: request.words['application-secrets'].expiresWrong },
        });
      }
      const mint = mintOf(request, session, deps);
      const by = asOwner(request, session);
      const { made, showsSecret } = await madeBy<AddedSecret>(
        addSecret({ clientId: client.id, name, seconds, by }, { ...deps, mint }),
        async () => {
          const [secret, now] = [mintClientSecret(mint).value, await deps.clients.find(client.id)];
          return now && isSecretOf(now, secret, deps.now()) ? { secret } : undefined;
        },
        deps.now,
      );
      if ('refused' in made) {
        if (made.refused === 'unknown') throw new PageError('notFound'); // deleted or made public meanwhile
        return page(request, reply, deps, own, refusal(request.words, made.refused));
      }
      const path = pathOfApplication(client.id, 'secrets');
      const { secret } = made;
      return redirectToMade(reply, deps, session, { id: keyOf(client.id), path, kind: 'added', secret, showsSecret });
    });
    post(`${APPLICATIONS}/:id/secrets/end`, async (request, reply, { session, client }) => {
      await deps.clientSecrets.end(client.id, field(formOf(request), 'secret'), asOwner(request, session));
      return reply.redirect(`${pathOfApplication(client.id, 'secrets')}?done=ended`, 303);
    });
  },
};

type Wrong = { readonly name?: string; readonly expires?: string };

function refusal(
  words: Words,
  refused: Exclude<Extract<AddedSecret, { readonly refused: unknown }>['refused'], 'unknown'>,
) {
  return refused === 'too-many'
    ? ({ status: 409, notice: { kind: 'danger', text: words['application-secrets'].tooMany } } as const)
    : { status: 422, wrong: { name: words.sentenceOf(refused) } };
}

/** It ends with the day that was typed (UTC); without one it does not. */
function readTyped(request: FastifyRequest, now: Date) {
  const fields = formOf(request);
  const day = field(fields, 'expires').trim();
  const end = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`).getTime() + DAY_MS : Number.NaN;
  return {
    name: field(fields, 'name'),
    seconds: day === '' ? undefined : Math.floor((end - now.getTime()) / 1000),
  };
}

function isLife(seconds: number): boolean {
  return seconds > 0 && seconds <= (MOST_SECRET_DAYS + 1) * 86_400;
}

/** The page takes its own new secrets, and no other page does. */
function keyOf(clientId: string): string {
  return `${clientId}-added`;
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { session, client }: OwnApplication,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: Wrong },
) {
  const text = request.words['application-secrets'];
  const now = deps.now();
  const fields = formOf(request);
  const full = client.secrets.filter(({ name }) => name !== undefined).length >= MOST_NAMED_SECRETS;
  const typed: Readonly<Record<string, Field>> = {
    name: {
      id: 'name',
      ...text.name,
      required: true,
      value: field(fields, 'name').slice(0, 200),
      error: wrong.name,
    },
    expires: {
      id: 'expires',
      ...text.expires,
      type: 'date',
      value: field(fields, 'expires').slice(0, 10),
      error: wrong.expires,
    },
  };
  return show(request, reply, 'application-secrets', {
    title: text.title(client.name),
    status,
    current: 'applications',
    copyButton: true,
    values: {
      ...headOf(request.words, client, 'secrets'),
      notice,
      made: takeSecret<'added'>(request, reply, deps, session, keyOf(client.id))?.value,
      fields: typed,
      full,
      secrets: client.secrets.map((secret) => shownSecret(request.words, secret, now)),
    },
  });
}

function shownSecret(words: Words, secret: ClientSecret, now: Date) {
  const text = words['application-secrets'];
  const { name, hint, expiresAt, leakedAt, handedOn } = secret;
  const called = name ?? (expiresAt === undefined ? text.main : text.replaced);
  return {
    handle: handleOf(secret),
    name: called,
    named: name !== undefined,
    hint,
    made: dayOf(words, secret.createdAt),
    used: secret.lastUsedAt && timeAgo(words, secret.lastUsedAt, now),
    ends: expiresAt && dayOf(words, new Date(expiresAt.getTime() - 1)),
    soon: endsSoon(secret, now),
    leaked: leakedAt !== undefined,
    handedOn,
    endLabel: text.endOne(called, hint),
  };
}
