import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { type From, once } from '../events.ts';
import { digest, type Mint } from '../secrets.ts';
import { type PasskeyStore, passkeyName } from './passkey.ts';
import { type ChallengeDeps, isChallenge, spendChallenge } from './passkey-challenge.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-code.ts';
import type { RelyingParty } from './relying-party.ts';

/** COSE algorithms that are asked for, the best first: EdDSA, ES256, RS256. */
export const PASSKEY_ALGS = [-8, -7, -257];
const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'];

export type AddedPasskey =
  /** `recoveryCodes`: where there were none. */
  | { readonly kind: 'added'; readonly recoveryCodes: readonly string[] | undefined }
  | { readonly kind: 'refused' }
  /** It is there already, or there are too many. */
  | { readonly kind: 'taken' };

/** Adds what an authenticator made for this person (WebAuthn Level 3): one that unlocks with its owner, whoever made it. */
export async function addPasskey(
  asked: {
    readonly userId: string;
    /** What the browser brought, as JSON. */
    readonly credential: string;
    /** What the challenge was for. */
    readonly context: string;
    readonly name: string;
    readonly keep: Buffer | undefined;
    readonly from: From;
  },
  deps: ChallengeDeps & {
    readonly passkeys: Pick<PasskeyStore, 'add'>;
    readonly party: RelyingParty;
    readonly mint: Mint;
  },
): Promise<AddedPasskey> {
  const response = readCredential(asked.credential);
  if (!response) return { kind: 'refused' };
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  let signed = '';
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => {
      signed = challenge;
      return isChallenge(challenge, asked.context, deps);
    },
    expectedOrigin: deps.party.origin,
    expectedRPID: deps.party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: PASSKEY_ALGS,
  }).catch(() => undefined); // it throws what is wrong with an answer, and asks nobody else
  if (!verified?.verified || !(await spendChallenge(signed, deps))) return { kind: 'refused' };
  const { credential, credentialBackedUp } = verified.registrationInfo;
  const recoveryCodes = newRecoveryCodes(deps.mint.value);
  const passkey = {
    id: Buffer.from(credential.id, 'base64url'),
    userId: asked.userId,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((transport) => TRANSPORTS.includes(transport)),
    name: passkeyName(asked.name) ?? 'Passkey',
    backedUp: credentialBackedUp,
    recoveryHashes: recoveryCodes.map((code) => recoveryCodeHash(code) ?? digest(code)),
    keep: asked.keep,
  };
  const added = await deps.passkeys.add(passkey, once(asked.from, deps.mint));
  if (added === undefined) return { kind: 'taken' };
  return { kind: 'added', recoveryCodes: added === 'with-codes' ? recoveryCodes : undefined };
}

function readCredential(json: string): RegistrationResponseJSON | undefined {
  try {
    const read = JSON.parse(json) as Partial<RegistrationResponseJSON> | null;
    const { response } = read ?? {};
    const texts = [read?.id, read?.rawId, response?.clientDataJSON, response?.attestationObject];
    return texts.every((text) => typeof text === 'string') ? (read as RegistrationResponseJSON) : undefined;
  } catch {
    return undefined;
  }
}
