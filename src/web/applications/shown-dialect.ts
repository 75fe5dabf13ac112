import { type Dialect, dialectOf } from '../../dialects/dialect.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ActivitySummary } from '../../oauth/model/client-activity.ts';
import { dayOf } from '../frame/dates.ts';
import type { Notice } from '../frame/notice.ts';
import { countOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';

/** What the pages of an application show of its dialect; undefined: it has none. */
export function shownDialect(words: Words, client: Client, uses: number, dialects: readonly Dialect[], now: Date) {
  const had = dialectOf(client, dialects, now);
  if (!had) return undefined;
  const { name } = had.dialect;
  const end = client.dialect?.expiresAt && dayOf(words, new Date(client.dialect.expiresAt.getTime() - 1)).text;
  const text = words.dialects;
  const notice: Notice = { kind: 'warning', text: had.ended ? text.ended(name, end ?? '') : text.warning(name) };
  const { endless } = text.all[name] ?? {};
  const renew: readonly Notice[] =
    endless === undefined || had.ended || client.accessTokenSeconds === 'never'
      ? []
      : [{ kind: 'warning', text: endless }];
  return {
    name,
    notices: [notice, ...renew],
    lead: had.ended ? text.leadEnded : text.lead,
    until: had.ended ? '' : end === undefined ? text.noEnd : text.until(end),
    uses: usesOf(words, { dialect: uses }),
    differences: text.all[name]?.differences ?? [],
  };
}

/** How often a dialect was needed in the last 30 days. */
export function usesOf(words: Words, { dialect }: Pick<ActivitySummary, 'dialect'>): string {
  const text = words.dialects;
  return dialect === 0 ? text.unused : text.uses(countOf(words, dialect));
}
