import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client, ClientDialect } from '../../oauth/model/client.ts';
import { usesOf } from '../applications/shown-dialect.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { ADMIN, by, clientById } from './administration.ts';
import { endOfDay, lastDayOf } from './until.ts';

const NONE = 'none';
const DAYS = 30;

/** Gives an application the dialect of another service's document, or takes it away. */
export const adminApplicationDialect: Page = {
  name: 'admin-application-dialect',
  path: `${ADMIN}/applications/:id/dialect`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplicationDialect.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, deps, client, shown),
      done: (words) => ({ saved: words['admin-application-dialect'].saved }),
    });
    post(adminApplicationDialect.path, async (request, reply, { session, thing: client }) => {
      const { id } = client;
      const typed = readForm(request, client, deps);
      if ('wrong' in typed) return form(request, reply, deps, client, { status: 422, wrong: typed.wrong });
      const { dialect } = typed;
      const { outcome } = await administerClient(id, { dialect: dialect ?? NONE }, by(request, session), deps);
      if (outcome !== 'changed') throw new PageError('notFound'); // deleted or public meanwhile
      return reply.redirect(`${pathOf(id)}?done=saved`, 303);
    });
  },
};

type Wrong = { readonly dialect?: string; readonly until?: string };

function readForm(
  request: FastifyRequest,
  client: Client,
  deps: Pick<Deps, 'dialects' | 'now'>,
): { readonly dialect: ClientDialect | undefined } | { readonly wrong: Wrong } {
  const fields = formOf(request);
  const name = field(fields, 'dialect');
  if (name === NONE) return { dialect: undefined };
  const found = deps.dialects.find((dialect) => dialect.name === name);
  const text = request.words['admin-application-dialect'];
  if (!found) return { wrong: { dialect: text.unknown } };
  if (!client.confidential && !found.forPublic) return { wrong: { dialect: text.public(name) } };
  const expiresAt = endOfDay(field(fields, 'until'), deps.now());
  return expiresAt === 'wrong' ? { wrong: { until: text.untilWrong } } : { dialect: { name, expiresAt } };
}

function pathOf(id: string): string {
  return `${ADMIN}/applications/${encodeURIComponent(id)}/dialect`;
}

type State = Shown & { readonly wrong?: Wrong };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  client: Client,
  { status = 200, notice, wrong = {} }: State,
) {
  const typed = request.method === 'POST' ? formOf(request) : undefined;
  const end = client.dialect?.expiresAt;
  const text = request.words['admin-application-dialect'];
  const until: Field = {
    id: 'until',
    label: text.until,
    hint: text.untilHint,
    type: 'date',
    value: typed ? field(typed, 'until').slice(0, 10) : end === undefined ? '' : lastDayOf(end),
    error: wrong.until,
  };
  const chosen = typed ? field(typed, 'dialect') : (client.dialect?.name ?? NONE);
  const dialect = { id: 'dialect', label: text.dialect, error: wrong.dialect };
  const known = deps.dialects.map(({ name }) => ({
    name,
    title: name,
    hint: request.words.dialects.all[name]?.about ?? '',
  }));
  return show(request, reply, 'admin-application-dialect', {
    title: text.title(client.name),
    status,
    current: 'administration',
    values: {
      notice,
      admin: request.words['admin-application'],
      path: pathOf(client.id),
      back: `${ADMIN}/applications/${encodeURIComponent(client.id)}`,
      application: client.name,
      fields: { dialect, until },
      choices: [{ name: NONE, title: text.none, hint: text.noneHint }, ...known].map((choice) => ({
        ...choice,
        checked: choice.name === chosen,
      })),
      uses: client.dialect && usesOf(request.words, await deps.activity.summary(client.id, DAYS)),
    },
  });
}
