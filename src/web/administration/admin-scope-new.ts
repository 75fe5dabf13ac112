import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { carryingGrants, checkScope, saveScope } from '../../oauth/scope-entry.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { by, requireRecentAdmin } from './administration.ts';
import { NEW_SCOPE, pathOfScope, SCOPES, type ScopeError, saidOf, scopeForm, typedScope } from './scope-form.ts';

const SWEEP_SECONDS = 5; // somebody waits; the purge takes what is more

/** Adds an entry to the catalogue. */
export const adminScopeNew: Page = {
  name: 'admin-scope-new',
  path: `${SCOPES}/new`,
  mount(app, deps) {
    const post = formPage(app, adminScopeNew.path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => form(request, reply, deps, shown),
    });
    post(adminScopeNew.path, async (request, reply, session) => {
      const checked = checkScope(typedScope(request), { grants: carryingGrants(deps) });
      if ('problems' in checked)
        return form(request, reply, deps, { status: 422, errors: saidOf(request.words, checked.problems) });
      const { scope } = checked;
      const done = () => reply.redirect(`${pathOfScope(scope.name)}?done=added`, 303);
      const before = (await deps.scopes.list()).find((each) => each.name === scope.name);
      if (before && isDeepStrictEqual(before, scope)) return done(); // sent twice
      const text = request.words['admin-scope-new'];
      if (before) {
        // To save an entry that is there would replace it.
        const errors: readonly ScopeError[] = [{ field: 'name', sentence: text.exists(scope.name) }];
        return form(request, reply, deps, { status: 422, errors });
      }
      const saved = await saveScope(scope, by(request, session), deps, { seconds: SWEEP_SECONDS });
      if (saved === 'taken' || saved === 'leaving') {
        const refused: ScopeError = { field: 'name', sentence: text[saved](scope.name) };
        return form(request, reply, deps, { status: 422, errors: [refused] });
      }
      return done();
    });
  },
};

type State = Shown & { readonly errors?: readonly ScopeError[] };

function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice, errors = [] }: State) {
  const typed = request.method === 'POST' ? typedScope(request) : NEW_SCOPE;
  return show(request, reply, 'admin-scope-new', {
    title: request.words['admin-scope-new'].title,
    status,
    current: 'administration',
    values: {
      notice,
      ...scopeForm(request.words, typed, errors, { ...deps, named: false }),
    },
  });
}
