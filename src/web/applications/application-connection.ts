import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import {
  type ConnectionProblem,
  checkConnection,
  connectionOf,
  openMethods,
  readKeys,
} from '../../oauth/client-connection.ts';
import { checkClientGrants, type GrantsProblem } from '../../oauth/client-grants.ts';
import { checkLifetimes, type LifetimesProblem, typedLifetimesOf } from '../../oauth/client-lifetimes.ts';
import type { Client } from '../../oauth/model/client.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { registrationRules } from './application-form.ts';
import { connectionForm, typedConnection } from './connection-form.ts';
import { grantsForm, typedGrants } from './grants-form.ts';
import type { Keeper, OfClient, OwnApplication } from './keeper.ts';
import { lifetimesForm, typedLifetimes } from './lifetimes-form.ts';
import { APPLICATIONS, owners } from './own-application.ts';
import { shownIssuers } from './shown-issuers.ts';

/** How an application gets its tokens and proves itself, what its tokens are like, and what happens when people sign out. */
export const applicationConnection: Page = {
  name: 'application-connection',
  path: `${APPLICATIONS}/:id/advanced`,
  mount: (app, deps) => connectionPage(app, deps, applicationConnection.path, owners(deps)),
};

/** The form of it, for whoever may change the application. */
export function connectionPage(
  app: FastifyInstance,
  deps: Deps,
  path: string,
  keeper: Pick<Keeper, 'admit' | 'placeOf' | 'actor'> & { readonly change?: Keeper['admit'] },
) {
  const post = formPage<OfClient, OwnApplication>(app, path, {
    admit: keeper.admit,
    ...(keeper.change && { change: keeper.change }),
    view: (request, reply, own, shown) => form(request, reply, deps, keeper, own, shown),
  });
  post(path, async (request, reply, { session, client }) => {
    const { confidential } = client;
    const checked = await checkConnection(typedConnection(request), { confidential, open: methodsFor(client, deps) });
    const rules = { lifetimes: deps.lifetimes, privileged: session.user.isAdmin };
    const lives = checkLifetimes(typedLifetimes(request), { ...rules, held: client });
    const granted = checkClientGrants(typedGrants(request), client, await registrationRules(deps, session, client));
    if ('problems' in checked || 'problems' in lives || 'problems' in granted) {
      const grantProblems = 'problems' in granted ? granted.problems : [];
      const problems = 'problems' in checked ? checked.problems : [];
      const lifetimeProblems = 'problems' in lives ? lives.problems : [];
      const wrong = { status: 422, problems, lifetimeProblems, grantProblems };
      return form(request, reply, deps, keeper, { session, client }, wrong);
    }
    const connection = { ...checked, ...lives, settings: granted.grants };
    const changed = await deps.clients.connect(client.id, connection, keeper.actor(request, session));
    if (!changed) throw new PageError('notFound'); // deleted meanwhile
    return reply.redirect(`${keeper.placeOf(request.words, client).path}?done=changed`, 303);
  });
  // Nothing is kept yet: what stands in the file is shown in the form, to be looked at and saved.
  const readFile = async (request: FastifyRequest, reply: FastifyReply, own: OwnApplication) => {
    const text = request.words['application-connection'];
    const jwks = request.upload?.toString('utf8') ?? '';
    const isRead = jwks !== '' && jwks.length <= LONGEST_KEYS;
    if (!isRead) {
      return form(request, reply, deps, keeper, own, {
        status: 422,
        notice: { kind: 'warning', text: text.keysNotRead },
      });
    }
    const keys = await readKeys(jwks);
    if ('id' in keys) {
      // What may be a private key is not sent back.
      const notice = { kind: 'warning', text: text.keysWrong } as const;
      return form(request, reply, deps, keeper, own, {
        status: 422,
        notice,
        problems: [{ field: 'jwks', problem: keys, line: undefined }],
      });
    }
    return form(request, reply, deps, keeper, own, {
      notice: { kind: 'information', text: text.keysRead },
      read: { jwks, jwksUri: '' },
    });
  };
  post(`${path}/keys`, readFile, { upload: true });
}

const LONGEST_KEYS = 48_000; // characters: a form holds no more, and twenty keys with their certificates are less

function methodsFor(client: Client, { methods }: Pick<Deps, 'methods'>): readonly string[] {
  return openMethods(
    methods.map(({ name }) => name),
    client,
  );
}

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  keeper: Pick<Keeper, 'placeOf'>,
  { session, client }: OwnApplication,
  {
    status = 200,
    notice,
    read,
    problems = [],
    lifetimeProblems = [],
    grantProblems = [],
  }: Shown & {
    /** What a file says, in place of what was typed there. */
    readonly read?: { readonly jwks: string; readonly jwksUri: string };
    readonly problems?: readonly ConnectionProblem[];
    readonly lifetimeProblems?: readonly LifetimesProblem[];
    readonly grantProblems?: readonly GrantsProblem[];
  },
) {
  const isTyped = request.method === 'POST';
  const typed = { ...(isTyped ? typedConnection(request) : connectionOf(client)), ...read };
  const { current, path, crumbs } = keeper.placeOf(request.words, client);
  const text = request.words['application-connection'];
  return show(request, reply, 'application-connection', {
    title: text.title(client.name),
    status,
    current,
    values: {
      notice,
      path,
      breadcrumb: text.breadcrumb,
      crumbs,
      here: text.here,
      grants: grantsForm(
        request.words,
        isTyped ? typedGrants(request) : client,
        await registrationRules(deps, session, client),
        grantProblems,
        { href: `${path}/edit`, text: text.toEdit, apart: true },
      ),
      issuers: shownIssuers(request.words, client),
      lifetimes: lifetimesForm(
        request.words,
        isTyped ? typedLifetimes(request) : typedLifetimesOf(client),
        { lifetimes: deps.lifetimes, privileged: session.user.isAdmin },
        lifetimeProblems,
      ),
      connection: connectionForm(request.words, typed, methodsFor(client, deps), problems),
    },
  });
}
