import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import type { Session } from '../../accounts/session.ts';
import { findTeamInvitation, joinTeam } from '../../accounts/team-invitation.ts';
import type { Deps } from '../../deps.ts';
import { asOwner } from '../applications/own-application.ts';
import { field, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { pathOfTeam, TEAMS } from './own-team.ts';

/** Where somebody takes up an invitation into a team, signed in with the address that was invited. */
export const teamInvitation: Page = {
  name: 'team-invitation',
  path: `${TEAMS}/invitation`,
  mount(app, deps) {
    const post = formPage(app, teamInvitation.path, {
      admit: requireSession,
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
    });
    post(teamInvitation.path, async (request, reply, session) => {
      const joined = await joinTeam(tokenOf(request), asOwner(request, session), deps);
      if (!joined) return page(request, reply, deps, session, { status: 403 });
      return reply.redirect(`${pathOfTeam(joined.id)}?done=joined`, 303);
    });
  },
};

function tokenOf(request: FastifyRequest): string {
  return field(queryOf(request), 'token');
}

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice }: Shown,
) {
  const token = tokenOf(request);
  const invited = await findTeamInvitation(token, deps);
  if (!invited) throw new PageError('usedLink');
  const { words } = request;
  const text = words['team-invitation'];
  const path = `${teamInvitation.path}?${new URLSearchParams({ token })}`;
  const fits = canonicalOf(invited.email) === canonicalOf(session.user.email);
  return show(request, reply, 'team-invitation', {
    title: text.title(invited.team.name),
    status,
    current: 'applications',
    values: {
      notice: fits ? notice : { kind: 'warning', text: text.other(invited.email) },
      description: invited.team.description,
      may: text.may[invited.role],
      fits,
      action: path,
      again: withReturnTo('/sign-out', path),
    },
  });
}

function canonicalOf(email: string): string {
  const address = canonicalEmail(email);
  return 'canonical' in address ? address.canonical : email;
}
