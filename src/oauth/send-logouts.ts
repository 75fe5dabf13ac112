import { randomId } from '../secrets.ts';
import { logoutToken } from './logout-token.ts';
import type { LogoutNotice, LogoutNoticeStore } from './model/logout-notice.ts';
import type { PostForm } from './model/outbound.ts';
import type { Keyring } from './model/signing-key.ts';
import { type ServerProfile, signsWith } from './profile.ts';

/** As many at once as may be sent to one host. */
const AT_ONCE = 4;
/** Longer than an attempt takes, so that two instances do not send the same. */
const CLAIMED_SECONDS = 60;

export type SendLogoutsDeps = {
  readonly logoutNotices: Pick<LogoutNoticeStore, 'claim' | 'settle' | 'postpone'>;
  readonly keyring: Pick<Keyring, 'signer'>;
  readonly outbound: { readonly postForm: PostForm };
  readonly issuer: string;
  readonly serverProfile: Pick<ServerProfile, 'profile'>;
  readonly now: () => Date;
};

/**
 * Sends what waits and is due, until nothing is (OpenID Connect Back-Channel Logout 1.0 §2.5). Each attempt has a token of its own: an
 * application that got the one before and whose answer was lost takes no repetition. Tells of each that was given up.
 */
export async function sendLogouts(
  deps: SendLogoutsDeps,
  onGivenUp: (notice: { readonly clientId: string }) => void = () => {},
): Promise<void> {
  for (let more = true; more; ) {
    const claimed = await deps.logoutNotices.claim(AT_ONCE, CLAIMED_SECONDS);
    const sent = await Promise.all(claimed.map((notice) => send(notice, deps)));
    for (const [at, notice] of claimed.entries()) if (sent[at] === 'given-up') onGivenUp(notice);
    more = claimed.length > 0;
  }
}

async function send(notice: LogoutNotice, { logoutNotices, outbound, now, serverProfile, ...deps }: SendLogoutsDeps) {
  const { id, uri, profile } = notice;
  if (uri === undefined) return logoutNotices.settle(id);
  const alg = signsWith(notice.alg, profile, serverProfile);
  const when = { iat: Math.floor(now().getTime() / 1000), jti: randomId() };
  const answer = await outbound.postForm(uri, { logout_token: await logoutToken({ ...notice, alg }, when, deps) });
  return answer.kind === 'posted' ? logoutNotices.settle(id) : logoutNotices.postpone(id, answer.fault);
}
