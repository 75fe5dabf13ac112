import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { FailedNotice } from '../../oauth/model/logout-notice.ts';
import { timeAgo, timeUntil } from '../frame/dates.ts';
import { words } from '../words/index.ts';

const text = words.application.logouts;
const MOST = 10;

/** The ends of sessions that an application was not told of, for who registered its address; undefined: it takes none. */
export async function shownLogouts(
  { id, metadata }: Client,
  { logoutNotices, now }: Pick<Deps, 'logoutNotices' | 'now'>,
) {
  const uri = metadata.backchannelLogoutUri;
  if (uri === undefined) return undefined;
  const failed = await logoutNotices.listFailed(id, MOST);
  return { uri, words: text, failed: failed.map((notice) => shown(notice, now())) };
}

function shown({ sid, createdAt, attempts, lastAt, fault, nextAt }: FailedNotice, now: Date) {
  return {
    sid,
    ended: timeAgo(createdAt, now),
    tried: text.tried(attempts),
    lastAt: timeAgo(lastAt, now),
    came: text.faults[fault],
    next: nextAt && timeUntil(nextAt, now),
  };
}
