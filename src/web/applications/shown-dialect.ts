import { type Dialect, dialectOf } from '../../dialects/dialect.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ActivitySummary } from '../../oauth/model/client-activity.ts';
import { dayOf } from '../frame/dates.ts';
import type { Notice } from '../frame/notice.ts';
import { countOf } from '../frame/spans.ts';
import { words } from '../words/index.ts';

const text = words.dialects;

/** What the pages of an application show of its dialect; undefined: it has none. */
export function shownDialect(client: Client, uses: number, dialects: readonly Dialect[], now: Date) {
  const had = dialectOf(client, dialects, now);
  if (!had) return undefined;
  const { name } = had.dialect;
  const end = client.dialect?.expiresAt && dayOf(new Date(client.dialect.expiresAt.getTime() - 1)).text;
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
    uses: usesOf({ dialect: uses }),
    differences: text.all[name]?.differences ?? [],
  };
}

/** How often a dialect was needed in the last 30 days. */
export function usesOf({ dialect }: Pick<ActivitySummary, 'dialect'>): string {
  return dialect === 0 ? text.unused : text.uses(countOf(dialect));
}
