import type { Deps } from '../../deps.ts';
import type { ListedClient } from '../../oauth/model/client.ts';
import { ownerName } from '../../oauth/model/owner.ts';
import { isRuleId } from '../../oauth/rules/index.ts';
import { exactTime, timeAgo } from '../frame/dates.ts';
import { takeDone } from '../frame/done.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { chartOf } from './activity-chart.ts';
import { ADMIN, ADMIN_CONSUMERS, adminTabs } from './administration.ts';
import { pathOfAdminApplication } from './application-pages.ts';
import { nextSteps } from './next-steps.ts';
import { atLeast as countedAtLeast, needsOf, statsOf } from './overview-values.ts';
import { shownEvents } from './shown-event.ts';

const LATEST_EVENTS = 8;
const WAITING = 5;
const UNSENT_MAILS = 5;

/** What administrators see first: numbers, what waits for them, and what happened last. */
export const admin: Page = {
  name: 'admin',
  path: ADMIN,
  mount(app, deps) {
    app.get(admin.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const [overview, waiting, latest, scopes, unsent = []] = await Promise.all([
        deps.overview.read(),
        whatWaits(deps),
        deps.events.list({}, { size: LATEST_EVENTS }),
        deps.scopes.list(),
        deps.mailbox?.listUnsent(UNSENT_MAILS),
      ]);
      const now = deps.now();
      const done = takeDone(request, reply);
      const text = request.words.admin;
      return show(request, reply, 'admin', {
        title: text.title,
        current: 'administration',
        values: {
          tabs: adminTabs(request.words, 'overview'),
          now: exactTime(request.words, now),
          notice: done === 'approved' ? { kind: 'success', text: request.words.review.done.approved } : undefined,
          unsent: unsent.map(({ kind, createdAt, failedAt, error }) => ({
            what: text.mailKinds[kind],
            when: timeAgo(request.words, createdAt, now),
            state: failedAt ? text.mailGivenUp : text.mailAgain,
            error,
          })),
          steps: nextSteps(request.words, overview, scopes, deps),
          stats: statsOf(request.words, overview, now),
          chart: chartOf(request.words, overview.hours.slice(-24)),
          moreWait:
            overview.waiting.count > waiting.length
              ? text.moreWait(countedAtLeast(request.words, overview.waiting))
              : undefined,
          needs: needsOf(request.words, overview, deps),
          used: overview.used.map(({ id, name, issued }) => ({
            name,
            path: pathOfAdminApplication(id),
            issued: countOf(request.words, issued),
          })),
          waiting: waiting.map((application) => waitingOf(request.words, application, now)),
          rules: overview.rules.flatMap(({ rule, applications }) =>
            isRuleId(rule)
              ? [
                  {
                    rule,
                    sentence: request.words.ruleSentences[rule],
                    applications: text.atApplications(countOf(request.words, applications), applications === 1),
                  },
                ]
              : [],
          ),
          ...shownEvents(request.words, latest.events, deps),
        },
      });
    });
  },
};

type Waiting = Pick<ListedClient, 'name' | 'scopes' | 'createdAt' | 'revision'> & {
  /** Undefined: nobody is known. */
  readonly ownerName: string | undefined;
  readonly path: string;
  /** Where people are sent back to. */
  readonly addresses: readonly string[];
};

/** Applications of either protocol that wait for review: the lists begin with them. */
async function whatWaits({ clients, oauth1 }: Pick<Deps, 'clients' | 'oauth1'>): Promise<readonly Waiting[]> {
  const first = { page: 1, size: WAITING };
  const [listed, consumers] = await Promise.all([clients.list(first), oauth1?.consumers.list(first)]);
  const path = (list: string, id: string) => `${list}/${encodeURIComponent(id)}`;
  return [
    ...listed.clients.map((client) => ({
      ...client,
      ownerName: ownerName(client),
      path: path(`${ADMIN}/applications`, client.id),
      addresses: client.redirectUris,
    })),
    ...(consumers?.consumers ?? []).map((consumer) => ({
      ...consumer,
      path: path(ADMIN_CONSUMERS, consumer.key),
      addresses: consumer.callbackUrl === undefined ? [] : [consumer.callbackUrl],
    })),
  ].filter(({ state, rejectedAt }) => state === 'review' && !rejectedAt);
}

function waitingOf(
  words: Words,
  { name, path, addresses, ownerName: owner, scopes, createdAt, revision }: Waiting,
  now: Date,
) {
  const text = words.admin;
  return {
    name,
    path,
    title: text.waits(name),
    by: text.by(owner ?? words.applications.nobody, timeAgo(words, createdAt, now).text),
    scopes,
    addresses,
    seen: revision,
    approveLabel: text.approveOne(name),
  };
}
