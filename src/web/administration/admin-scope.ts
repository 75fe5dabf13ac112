import { setTimeout } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { ListedScope, ScopeUser } from '../../oauth/model/scope.ts';
import { carryingGrants, checkScope, scopeNameProblem } from '../../oauth/scope-entry.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { ADMIN, ADMIN_CONSUMERS, by } from './administration.ts';
import { pathOfScope, SCOPES, type ScopeError, saidOf, scopeAsTyped, scopeForm, typedScope } from './scope-form.ts';

const SHOWN = 10; // applications
const WAITED_MILLIS = 2000;
const LONGEST_SECONDS = 3600;

type OfScope = { readonly name: string };

/** One entry of the catalogue: what it says, what it is called, and who has it. */
export const adminScope: Page = {
  name: 'admin-scope',
  path: `${ADMIN}/scope/:name`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminScope.path, {
      find: ({ name }: OfScope) => found(name, deps),
      view: (request, reply, _session, scope, shown) => page(request, reply, deps, scope, shown),
      done: (words) => words['admin-scope'].done,
    });
    post(adminScope.path, async (request, reply, { session, thing: scope }) => {
      const checked = checkScope(typedScope(request, scope.name), { grants: carryingGrants(deps) });
      if ('problems' in checked) {
        return page(request, reply, deps, scope, { status: 422, errors: saidOf(request.words, checked.problems) });
      }
      // Deleted meanwhile: it is not made again by an edit.
      if ((await deps.scopes.save(checked.scope, by(request, session))) !== 'updated') throw new PageError('notFound');
      return reply.redirect(`${pathOfScope(scope.name)}?done=saved`, 303);
    });
    post(`${adminScope.path}/rename`, async (request, reply, { session, thing: scope }) => {
      const { name } = scope;
      const to = field(formOf(request), 'new_name').trim();
      const problem = scopeNameProblem(to);
      const text = request.words['admin-scope'];
      const wrong = to === name ? text.same : problem && request.words.sentenceOf(problem);
      const done = wrong === undefined ? await deps.scopes.rename(name, to, by(request, session)) : 'wrong';
      if (done === 'unknown') throw new PageError('notFound');
      if (done !== 'renamed') {
        const newName = wrong ?? text.taken(to);
        return page(request, reply, deps, scope, { status: 422, newName });
      }
      await rewrite(request, deps);
      return reply.redirect(`${pathOfScope(to)}?done=renamed`, 303);
    });
    post(`${adminScope.path}/delete`, async (request, reply, { session, thing: scope }) => {
      const done = await deps.scopes.delete(scope.name, by(request, session));
      if (done === 'unknown') throw new PageError('notFound');
      if (done === 'used') {
        const notice: Notice = { kind: 'danger', text: request.words['admin-scope'].used };
        return page(request, reply, deps, await found(scope.name, deps), { status: 409, notice });
      }
      await rewrite(request, deps);
      return reply.redirect(`${SCOPES}?done=deleted`, 303);
    });
  },
};

/** A moment is enough for most, and nobody waits for longer: it goes on beside, and the purge after a restart. */
async function rewrite(request: FastifyRequest, deps: Pick<Deps, 'scopes'>): Promise<void> {
  const rewritten = deps.scopes
    .rewrite({ seconds: LONGEST_SECONDS })
    .catch((err: unknown) =>
      request.log.warn({ reqId: request.id, event: 'scopes.not_rewritten', err }, 'could not rewrite names of scopes'),
    );
  await Promise.race([rewritten, setTimeout(WAITED_MILLIS, undefined, { ref: false })]);
}

async function found(name: string, deps: Pick<Deps, 'scopes'>): Promise<ListedScope> {
  const scope = (await deps.scopes.listUsed()).find((each) => each.name === name);
  if (!scope) throw new PageError('notFound');
  return scope;
}

/** Consumers have pages only where there is OAuth 1.0a. */
function pathOfUser({ id, kind }: ScopeUser, { oauth1 }: Pick<Deps, 'oauth1'>): string | undefined {
  const key = encodeURIComponent(id);
  if (kind === 'client') return `${ADMIN}/applications/${key}`;
  return oauth1 ? `${ADMIN_CONSUMERS}/${key}` : undefined;
}

type State = Shown & {
  readonly errors?: readonly ScopeError[];
  /** What is wrong with the name that was typed. */
  readonly newName?: string;
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  scope: ListedScope,
  { status = 200, notice, errors = [], newName }: State,
) {
  const path = pathOfScope(scope.name);
  const posted = request.method === 'POST';
  const typed = posted && request.url.endsWith(path) ? typedScope(request, scope.name) : scopeAsTyped(scope);
  const form = scopeForm(request.words, typed, errors, { ...deps, named: true });
  const value = posted ? field(formOf(request), 'new_name') : '';
  const text = request.words['admin-scope'];
  const rename = { id: 'new_name', ...text.newName, mono: true, required: true, value, error: newName };
  const users = await deps.scopes.users(scope.name);
  return show(request, reply, 'admin-scope', {
    title: scope.name,
    status,
    current: 'administration',
    values: {
      notice,
      path,
      name: scope.name,
      isPrivileged: scope.privileged,
      isSafe: scope.safe,
      isOffered: scope.offered,
      oldNames: scope.oldNames,
      ...form,
      rename,
      all: { ...form.all, rename },
      used:
        scope.applications === 0
          ? undefined
          : text.applicationsOf(countOf(request.words, scope.applications), scope.applications === 1),
      users: users.slice(0, SHOWN).map((client) => ({
        name: client.name,
        path: pathOfUser(client, deps),
      })),
      more: scope.applications > SHOWN ? text.more(countOf(request.words, scope.applications - SHOWN)) : undefined,
    },
  });
}
