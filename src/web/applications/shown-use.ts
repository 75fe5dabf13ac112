import type { ActivitySummary } from '../../oauth/model/client-activity.ts';
import { timeAgo } from '../frame/dates.ts';
import { countOf, spanOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';

/** How much an application is used, as views/partials/use.eta shows it. `tokenSeconds`: how long its access tokens live. */
export function shownUse(words: Words, activity: ActivitySummary, tokenSeconds: number | undefined, now: Date) {
  const text = words.application;
  const { people, allPeople, liveTokens, today, issued, refused, lastIssuedAt } = activity;
  const count = countOf(words, people);
  return {
    heading: text.use,
    stats: [
      {
        name: text.people,
        figure: allPeople ? count : text.morePeople(count),
        note: text.peopleNote,
      },
      {
        name: text.liveTokens,
        figure:
          liveTokens === undefined
            ? '–'
            : liveTokens === 0
              ? countOf(words, 0)
              : text.about(countOf(words, liveTokens)),
        note: tokenSeconds === undefined ? text.endlessNote : text.liveNote(spanOf(words, tokenSeconds)),
      },
      { name: text.today, figure: countOf(words, today), note: text.todayNote },
      { name: text.month, figure: countOf(words, issued + refused), note: text.monthNote(countOf(words, refused)) },
      {
        name: text.lastUsed,
        time: lastIssuedAt && timeAgo(words, lastIssuedAt, now),
        figure: text.never,
        note: text.lastUsedNote,
      },
    ],
  };
}
