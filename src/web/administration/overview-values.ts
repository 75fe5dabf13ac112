import type { Deps } from '../../deps.ts';
import type { Counted } from '../../oauth/model/counted.ts';
import type { ActivityHour, Overview } from '../../oauth/model/overview.ts';
import { exactTime } from '../frame/dates.ts';
import { countOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';
import { sparkOf } from './activity-chart.ts';
import { ADMIN_SETTINGS, PEOPLE, pathOfEvents } from './administration.ts';
import { pathOfAdminApplication } from './application-pages.ts';

const DAY_MS = 86_400_000;

/** The figures of the overview; a figure that leads to what it counts has a path. */
export function statsOf(
  words: Words,
  { hours, people, peopleSignedIn, peopleOfWeek, signInsFailed, applications, waiting }: Overview,
  now: Date,
) {
  const today = hours.slice(-24);
  const dayBefore = hours.slice(0, -24);
  const text = words.admin;
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10);
  const counted = (name: string, pick: (hour: ActivityHour) => number) => {
    const now = sum(today, pick);
    const before = sum(dayBefore, pick);
    const change = before === 0 ? undefined : now / before - 1;
    return { name, figure: countOf(words, now), spark: sparkOf(today.map(pick)), note: text.compared(change) };
  };
  return [
    counted(text.issued, ({ issued }) => issued),
    counted(text.refused, ({ refused }) => refused),
    {
      name: text.signedIn,
      figure: atLeast(words, peopleSignedIn),
      note: text.signedInOf(atLeast(words, peopleOfWeek), about(words, people)),
    },
    {
      name: text.failed,
      figure: atLeast(words, signInsFailed),
      link: signInsFailed.count > 0 && {
        path: pathOfEvents({ event: 'sign_in.failed', from: yesterday }),
        text: text.failedWhich,
      },
      note: text.failedNone,
    },
    {
      name: text.applications,
      figure: about(words, applications),
      note: text.waiting(atLeast(words, waiting), waiting.count === 0),
    },
  ];
}

const about = (words: Words, { count, exact }: Counted) =>
  exact ? countOf(words, count) : words.admin.roughly(countOf(words, count));
/** A figure that is at least so much, where it was not counted to its end. */
export const atLeast = (words: Words, { count, exact }: Counted) =>
  exact ? countOf(words, count) : words.admin.moreThan(countOf(words, count));

function sum(hours: readonly ActivityHour[], pick: (hour: ActivityHour) => number): number {
  return hours.reduce((total, hour) => total + pick(hour), 0);
}

/** What waits for an administrator, beside applications and mails. */
export function needsOf(
  words: Words,
  { secretsEnding, peopleLackingFactor: lacking }: Overview,
  { keys, factorPolicy }: Pick<Deps, 'keys' | 'factorPolicy'>,
) {
  const text = words.admin.needs;
  return [
    ...secretsEnding.map(({ clientId, name, endsAt }) => ({
      title: text.secret(name),
      when: exactTime(words, endsAt),
      lead: text.secretLead,
      path: pathOfAdminApplication(clientId),
    })),
    ...(lacking.count > 0
      ? [
          {
            title: text.factor(atLeast(words, lacking), lacking.count === 1),
            lead: text.factorLead[factorPolicy],
            path: PEOPLE,
          },
        ]
      : []),
    ...(keys.ids().length > 1
      ? [{ title: text.masterKeys, lead: text.masterKeysLead, path: `${ADMIN_SETTINGS}#secrets` }]
      : []),
  ];
}
