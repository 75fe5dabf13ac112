import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { OwnTeam } from '../../accounts/team.ts';
import type { Deps } from '../../deps.ts';
import { checkLinks, NO_LINKS } from '../../oauth/client-links.ts';
import { checkClientSettings } from '../../oauth/client-settings.ts';
import { allSafe } from '../../oauth/model/scope.ts';
import { MOST_APPLICATIONS, type Registered } from '../../oauth/register-client.ts';
import { registeredBefore, registerOwnClient } from '../../oauth/register-own-client.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import {
  applicationForm,
  type FormProblems,
  NEW_SETTINGS,
  problemsOf,
  registrationRules,
  typedSettings,
} from './application-form.ts';
import { linksForm, typedLinks } from './links-form.ts';
import { redirectToMade } from './new-secret.ts';
import { APPLICATIONS, asksFirst, asOwner, pathOfApplication, requireRegistrar } from './own-application.ts';

/** Registers an application. */
export const applicationNew: Page = {
  name: 'application-new',
  path: `${APPLICATIONS}/new`,
  mount(app, deps) {
    const post = formPage(app, applicationNew.path, {
      admit: (request, reply) => requireRegistrar(request, reply, deps),
      view: (request, reply, session, shown) => form(request, reply, deps, session, shown),
    });
    post(applicationNew.path, async (request, reply, session) => {
      const rules = await registrationRules(deps, session, undefined);
      const checked = checkClientSettings(typedSettings(request), rules);
      const read = checkLinks(typedLinks(request));
      if ('problems' in checked || 'problems' in read) {
        return form(request, reply, deps, session, { status: 422, ...problemsOf(checked, read) });
      }
      const team = await chosenTeam(request, session, deps);
      if (team === 'unknown') return form(request, reply, deps, session, { status: 422, wrongOwner: true });
      const reviewed = asksFirst(session, deps) && !allSafe(checked.settings.scopes, rules.catalogue);
      const inReview = checked.needsReview || reviewed;
      const client = { settings: checked.settings, inReview, metadata: read.links, teamId: team?.id };
      const by = asOwner(request, session);
      const parts = { clients: deps.clients, mint: mintOf(request, session, deps) };
      const { made: registered, showsSecret } = await madeBy<Registered | 'too-many'>(
        registerOwnClient(client, by, parts),
        () => registeredBefore(client, by, parts),
        deps.now,
      );
      const text = request.words['application-new'];
      const tooMany = team ? text.teamTooMany(MOST_APPLICATIONS) : text.tooMany(MOST_APPLICATIONS);
      if (registered === 'too-many') {
        return form(request, reply, deps, session, { status: 409, notice: { kind: 'danger', text: tooMany } });
      }
      const made = { ...registered, path: pathOfApplication(registered.id), kind: 'registered', showsSecret } as const;
      return redirectToMade(reply, deps, session, { ...made, otherwise: '?done=registered' });
    });
  },
};

/** Whose it is to be: a team of theirs, or undefined for themselves. */
async function chosenTeam(
  request: FastifyRequest,
  session: Session,
  { teams }: Pick<Deps, 'teams'>,
): Promise<OwnTeam | 'unknown' | undefined> {
  const id = field(formOf(request), 'owner');
  return id === '' ? undefined : ((await teams.findOf(id, session.user.id)) ?? 'unknown');
}

/** Who may own what this person registers, where there is a choice. */
async function ownerChoices(request: FastifyRequest, session: Session, deps: Pick<Deps, 'teams'>) {
  const teams = await deps.teams.listOf(session.user.id);
  if (teams.length === 0) return undefined;
  const chosen = request.method === 'POST' ? field(formOf(request), 'owner') : field(queryOf(request), 'team');
  const text = request.words['application-new'];
  const mine = { id: '', name: text.yourself, hint: text.yourselfHint };
  const known = teams.some(({ id }) => id === chosen) ? chosen : '';
  return [mine, ...teams.map(({ id, name, description }) => ({ id, name, hint: description }))].map((each) => ({
    ...each,
    checked: each.id === known,
  }));
}

type State = Shown & Partial<FormProblems> & { readonly wrongOwner?: boolean };

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice, problems = [], linkProblems = [], wrongOwner = false }: State,
) {
  const typed = request.method === 'POST' ? typedSettings(request) : NEW_SETTINGS;
  const rules = await registrationRules(deps, session, undefined);
  const lead = rules.catalogue.some(({ safe }) => safe) ? 'leadSafe' : 'leadReview';
  const text = request.words['application-new'];
  const shown = applicationForm(request.words, typed, rules, problems);
  const owner = { id: 'owner', label: text.owner, error: wrongOwner ? text.notYourTeam : undefined };
  return show(request, reply, 'application-new', {
    title: text.title,
    status,
    current: 'applications',
    values: {
      notice,
      links: linksForm(request.words, request.method === 'POST' ? typedLinks(request) : NO_LINKS, linkProblems),
      lead: text[asksFirst(session, deps) ? lead : 'lead'],
      ...shown,
      owner,
      ownerWords: text,
      owners: await ownerChoices(request, session, deps),
      all: { ...shown.all, owner },
    },
  });
}
