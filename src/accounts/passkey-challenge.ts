import { digest, type Keys, randomId } from '../secrets.ts';

/** How long a page that asks for a passkey may stand open, in seconds. */
const LIFE = 1800;
const AHEAD_SECONDS = 10;
const FORM = /^([0-9A-Za-z]{22})\.(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

/** What an authenticator is to sign: in whose page, by SECRET. It needs no row until it is used. */
export function newChallenge(context: string, { keys, now }: { readonly keys: Keys; readonly now: Date }): string {
  const text = `${randomId(22)}.${Math.floor(now.getTime() / 1000)}`;
  return `${text}.${keys.mac('passkey-challenge', `${text}\n${context}`).toString('base64url')}`;
}

export type ChallengeDeps = {
  readonly keys: Keys;
  readonly now: () => Date;
  /** True for the first who uses it. */
  readonly useOnce: (hash: Buffer, expiresAt: Date) => Promise<boolean>;
};

/** Whether an authenticator signed a challenge (base64url, as it repeats it) of this context, made in the last half hour. */
export function isChallenge(signed: string, context: string, deps: Pick<ChallengeDeps, 'keys' | 'now'>): boolean {
  const age = ageOf(signed, context, deps);
  return age !== undefined && age >= -AHEAD_SECONDS && age <= LIFE;
}

/** Whether it is one of this context whose page stood open for too long. */
export function isOldChallenge(signed: string, context: string, deps: Pick<ChallengeDeps, 'keys' | 'now'>): boolean {
  const age = ageOf(signed, context, deps);
  return age !== undefined && age > LIFE;
}

/** In seconds; undefined where it is none of ours for this context. */
function ageOf(
  signed: string,
  context: string,
  { keys, now }: Pick<ChallengeDeps, 'keys' | 'now'>,
): number | undefined {
  const [, random, issued, mac] = FORM.exec(textOf(signed)) ?? [];
  if (random === undefined || issued === undefined || mac === undefined) return undefined;
  const isOurs = keys.verify('passkey-challenge', `${random}.${issued}\n${context}`, Buffer.from(mac, 'base64url'));
  return isOurs ? now().getTime() / 1000 - Number(issued) : undefined;
}

/** Uses it up: true once. */
export function spendChallenge(
  signed: string,
  { now, useOnce }: Pick<ChallengeDeps, 'now' | 'useOnce'>,
): Promise<boolean> {
  return useOnce(digest(`passkey ${textOf(signed)}`), new Date(now().getTime() + LIFE * 1000));
}

function textOf(signed: string): string {
  return Buffer.from(signed, 'base64url').toString();
}
