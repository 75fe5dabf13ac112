import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { FailedNotice } from '../../oauth/model/logout-notice.ts';
import { timeAgo, timeUntil } from '../frame/dates.ts';
import type { Words } from '../words/index.ts';

const MOST = 10;

/** The ends of sessions that an application was not told of, for who registered its address; undefined: it takes none. */
export async function shownLogouts(
  words: Words,
  { id, metadata }: Client,
  { logoutNotices, now }: Pick<Deps, 'logoutNotices' | 'now'>,
) {
  const uri = metadata.backchannelLogoutUri;
  if (uri === undefined) return undefined;
  const failed = await logoutNotices.listFailed(id, MOST);
  return { uri, words: words.application.logouts, failed: failed.map((notice) => shown(words, notice, now())) };
}

function shown(words: Words, { sid, createdAt, attempts, lastAt, fault, nextAt }: FailedNotice, now: Date) {
  const text = words.application.logouts;
  return {
    sid,
    ended: timeAgo(words, createdAt, now),
    tried: text.tried(attempts),
    lastAt: timeAgo(words, lastAt, now),
    came: text.faults[fault],
    next: nextAt && timeUntil(words, nextAt, now),
  };
}
