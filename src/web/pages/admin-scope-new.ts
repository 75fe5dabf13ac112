import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { carryingGrants, checkScope, type ScopeProblem, saveScope } from '../../oauth/scope-entry.ts';
import { by, provePath, requireRecentAdmin } from '../administration.ts';
import type { Deps } from '../deps.ts';
import type { Notice } from '../notice.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { NEW_SCOPE, pathOfScope, SCOPES, scopeForm, typedScope } from '../scope-form.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['admin-scope-new'];
const SWEEP_SECONDS = 5; // somebody waits; the purge takes what is more

/** Adds an entry to the catalogue. */
export const adminScopeNew: Page = {
  name: 'admin-scope-new',
  path: `${SCOPES}/new`,
  mount(app, deps) {
    app.get(adminScopeNew.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      return session ? form(request, reply, deps, session, {}) : reply;
    });
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      return form(request, reply, deps, session, { status: 403, notice: { kind: 'warning', text: sentence } });
    };
    app.post(adminScopeNew.path, { config: { showAgain } }, async (request, reply) => {
      const session = await requireRecentAdmin(request, reply, deps, adminScopeNew.path);
      if (!session) return reply;
      const checked = checkScope(typedScope(request), { grants: carryingGrants(deps) });
      const problems = 'problems' in checked ? checked.problems : await nameInUse(checked.scope.name, deps);
      if ('problems' in checked || problems.length > 0) {
        return form(request, reply, deps, session, { status: 422, problems });
      }
      const { scope } = checked;
      const saved = await saveScope(scope, deps, { seconds: SWEEP_SECONDS });
      if (saved === 'taken' || saved === 'leaving') {
        const refused: ScopeProblem = { field: 'name', sentence: text[saved](scope.name) };
        return form(request, reply, deps, session, { status: 422, problems: [refused] });
      }
      await deps.audit.record({ event: 'scope.changed', ...by(request, session), detail: `added ${scope.name}` });
      return reply.redirect(`${pathOfScope(scope.name)}?done=added`, 303);
    });
  },
};

/** To save an entry that is there would replace it. */
async function nameInUse(name: string, deps: Pick<Deps, 'scopes'>): Promise<readonly ScopeProblem[]> {
  const known = (await deps.scopes.list()).some((scope) => scope.name === name);
  return known ? [{ field: 'name', sentence: text.exists(name) }] : [];
}

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly problems?: readonly ScopeProblem[];
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice, problems = [] }: State,
) {
  const typed = request.method === 'POST' ? typedScope(request) : NEW_SCOPE;
  return show(request, reply, 'admin-scope-new', {
    title: text.title,
    status,
    current: 'administration',
    values: {
      notice,
      provePath: provePath(session, deps.now(), adminScopeNew.path),
      prove: words.admin,
      ...scopeForm(typed, problems, { ...deps, named: false }),
    },
  });
}
