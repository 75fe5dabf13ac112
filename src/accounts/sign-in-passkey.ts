import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { knownBrowser, knownBrowserMark } from './known-browser.ts';
import type { Passkey } from './passkey.ts';
import { type ChallengeDeps, isChallenge, isOldChallenge, spendChallenge } from './passkey-challenge.ts';
import { counted } from './prove-factor.ts';
import type { NotProved } from './prove-password.ts';
import type { RelyingParty } from './relying-party.ts';
import { type Origin, renewSession, type Session, startSession } from './session.ts';
import { type LeavingPerson, leaving, type SignedIn } from './sign-in.ts';
import type { AccountDeps } from './stores.ts';

/** Who shows a passkey has it, and unlocked it as its owner: two factors (RFC 8176 §2). */
const AMR = ['pop', 'user', 'mfa'];
/** What a challenge is for. */
export const TO_SIGN_IN = 'sign-in';

export type PasskeyAttempt = Origin & {
  /** What the browser brought, as JSON (WebAuthn Level 3). */
  readonly credential: string;
  readonly browserMark: string | undefined;
  readonly previousSession: string | undefined;
  /** The live session of this browser: the same person goes on with it. */
  readonly session: Session | undefined;
};

type Deps = Pick<AccountDeps, 'users' | 'passkeys' | 'throttle' | 'audit' | 'sessions'> &
  ChallengeDeps & { readonly party: RelyingParty };

/** `old`: its page stood open for too long, so that nothing was looked at. `unknown`: nobody has this passkey here, so that whatever keeps it may forget it. */
export type SignedInByPasskey =
  | { readonly kind: 'old' }
  | SignedIn
  | LeavingPerson
  | NotProved
  | { readonly kind: 'unknown'; readonly credentialId: string };

/** Signs in with a passkey alone, or proves again who somebody is. */
export async function signInWithPasskey(attempt: PasskeyAttempt, deps: Deps): Promise<SignedInByPasskey> {
  const response = readCredential(attempt.credential);
  if (!response) return { kind: 'refused' };
  if (isOldChallenge(challengeIn(response), TO_SIGN_IN, deps)) return { kind: 'old' };
  const passkey = await deps.passkeys.find(Buffer.from(response.id, 'base64url'));
  if (!passkey) return { kind: 'unknown', credentialId: response.id };
  const user = await deps.users.find(passkey.userId);
  if (!user || (user.disabledAt && !user.mayKeep)) return { kind: 'refused' };
  const account = user.emailCanonical;
  const who = { account, address: attempt.address, requestId: attempt.requestId };
  const known = knownBrowser(deps.keys, attempt.browserMark, account);
  const isShown = async () => ((await shows(response, passkey, deps)) ? AMR : undefined);
  const proof = await counted(user, { ...who, knownBrowser: known }, isShown, deps);
  if (proof.kind !== 'proved') return proof;
  if (user.mayKeep) return leaving(user, AMR, deps);
  const { session } = attempt;
  const started =
    session?.user.id === user.id
      ? await renewSession(session, user, attempt, deps.sessions, undefined, AMR)
      : await startSession(user, attempt, attempt.previousSession, deps.sessions, {
          amr: AMR,
          newBrowser: known === undefined,
        });
  if (!started) return { kind: 'refused' };
  return { kind: 'signed-in', ...started, browserMark: knownBrowserMark(deps.keys, attempt.browserMark, account) };
}

/** Whether this is the signature of this passkey, by its owner, over a challenge of ours that was not used (WebAuthn Level 3). */
async function shows(response: AuthenticationResponseJSON, passkey: Passkey, deps: Deps): Promise<boolean> {
  const { userHandle } = response.response;
  if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== passkey.userId) return false;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  let signed = '';
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => {
      signed = challenge;
      return isChallenge(challenge, TO_SIGN_IN, deps);
    },
    expectedOrigin: deps.party.origin,
    expectedRPID: deps.party.id,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: passkey.publicKey, counter: passkey.counter },
  }).catch(() => undefined); // it throws what is wrong with an answer, and asks nobody else
  if (!verified?.verified) return false;
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  return (await spendChallenge(signed, deps)) && deps.passkeys.use(passkey.id, newCounter, credentialBackedUp);
}

/** What was signed, as the browser says it: nothing that it says is believed for this. */
function challengeIn({ response }: AuthenticationResponseJSON): string {
  try {
    const { challenge } = JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()) as {
      challenge?: unknown;
    };
    return typeof challenge === 'string' ? challenge : '';
  } catch {
    return '';
  }
}

function readCredential(json: string): AuthenticationResponseJSON | undefined {
  try {
    const read = JSON.parse(json) as Partial<AuthenticationResponseJSON> | null;
    const { response } = read ?? {};
    const texts = [read?.id, read?.rawId, response?.clientDataJSON, response?.authenticatorData, response?.signature];
    if (!texts.every((text) => typeof text === 'string')) return undefined;
    if (response?.userHandle !== undefined && typeof response.userHandle !== 'string') return undefined;
    return read as AuthenticationResponseJSON;
  } catch {
    return undefined;
  }
}
