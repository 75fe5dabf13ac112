import type { FastifyReply, FastifyRequest } from 'fastify';
import { PASSKEY_ALGS } from '../../accounts/add-passkey.ts';
import type { ListedPasskey } from '../../accounts/passkey.ts';
import { newChallenge } from '../../accounts/passkey-challenge.ts';
import type { Session } from '../../accounts/session.ts';
import { TO_SIGN_IN } from '../../accounts/sign-in-passkey.ts';
import type { Deps } from '../../deps.ts';
import { field, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { formToken } from '../plugins/form-check.ts';
import { withReturnTo } from '../requests/return-to.ts';

/** Where what a passkey signed is sent. */
export const PASSKEY_PATH = '/sign-in/passkey';

type Parts = Pick<Deps, 'relyingParty' | 'keys' | 'now'>;

/** A form that public/passkeys.js shows and fills in, as views/partials/passkey-form.eta has it. */
export type PasskeyForm = {
  readonly what: 'get' | 'create';
  readonly action: string;
  /** For the browser, as JSON (WebAuthn Level 3). */
  readonly options: string;
  readonly token: string;
  /** Offered by the browser beside the field for the address. */
  readonly conditional: boolean;
  readonly wide: boolean;
  readonly button: string;
  readonly failed: string;
};

/** Asks for a passkey: of these, or of any that the browser knows for this server. Undefined: there are none here. */
export function askForPasskey(
  request: FastifyRequest,
  reply: FastifyReply,
  { returnTo, of = [] }: { readonly returnTo: string; readonly of?: readonly ListedPasskey[] },
  deps: Parts,
): PasskeyForm | undefined {
  const { relyingParty: party } = deps;
  if (!party) return undefined;
  const options = {
    challenge: challengeFor(TO_SIGN_IN, deps),
    rpId: party.id,
    userVerification: 'required',
    ...(of.length > 0 ? { allowCredentials: of.map(descriptor) } : {}),
  };
  const text = request.words.passkey;
  return {
    what: 'get',
    action: withReturnTo(PASSKEY_PATH, returnTo),
    options: JSON.stringify(options),
    token: formToken(request, reply, 'browser'),
    conditional: of.length === 0,
    wide: true,
    button: text.signIn,
    failed: text.notShown,
  };
}

/** Asks for a new passkey of this person. */
export function askForNewPasskey(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    user: { id, name, email },
    context,
    action,
    has,
    form = 'session',
  }: {
    readonly user: Pick<Session['user'], 'id' | 'name' | 'email'>;
    /** What the challenge is for: a session, or a sign-in that has begun. */
    readonly context: string;
    readonly action: string;
    readonly has: readonly ListedPasskey[];
    readonly form?: 'session' | 'browser';
  },
  deps: Parts,
): PasskeyForm | undefined {
  const { relyingParty: party } = deps;
  if (!party) return undefined;
  const options = {
    challenge: challengeFor(context, deps),
    rp: { id: party.id, name: party.id },
    user: { id: userHandle(id), name: email, displayName: name },
    pubKeyCredParams: PASSKEY_ALGS.map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    excludeCredentials: has.map(descriptor),
    attestation: 'none',
  };
  const text = request.words.passkey;
  return {
    what: 'create',
    action,
    options: JSON.stringify(options),
    token: formToken(request, reply, form),
    conditional: false,
    wide: form === 'browser',
    button: text.add,
    failed: text.notMade,
  };
}

/** What browsers tell whatever keeps the passkeys: which of them there are still, and whose they are (WebAuthn Level 3). */
export function passkeySignals(
  { user }: Session,
  has: readonly ListedPasskey[],
  { relyingParty: party }: Pick<Deps, 'relyingParty'>,
): string | undefined {
  if (!party) return undefined;
  const whose = { rpId: party.id, userId: userHandle(user.id) };
  return JSON.stringify({
    signalAllAcceptedCredentials: { ...whose, allAcceptedCredentialIds: has.map(({ id }) => id) },
    signalCurrentUserDetails: { ...whose, name: user.email, displayName: user.name },
  });
}

/** The same of one that is not known here. */
export function unknownPasskeySignal(credentialId: string, { relyingParty: party }: Pick<Deps, 'relyingParty'>) {
  return party && JSON.stringify({ signalUnknownCredential: { rpId: party.id, credentialId } });
}

/** What happened to a passkey before the person was led back here. */
export function passkeyNotice(request: FastifyRequest): Notice | undefined {
  const notice = field(queryOf(request), 'notice');
  const { passkey } = request.words;
  if (notice === 'passkey') return { kind: 'warning', text: passkey.refused };
  return notice === 'passkey-old' ? { kind: 'warning', text: passkey.old } : undefined;
}

/** What the challenge for a new passkey is for: this session, whatever it is called by now. */
export function toAdd({ handle }: Session): string {
  return `add ${handle}`;
}

function challengeFor(context: string, { keys, now }: Parts): string {
  return Buffer.from(newChallenge(context, { keys, now: now() })).toString('base64url');
}

function descriptor({ id, transports }: ListedPasskey) {
  return { type: 'public-key', id, transports };
}

function userHandle(userId: string): string {
  return Buffer.from(userId).toString('base64url');
}
