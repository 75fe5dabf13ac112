import type { FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { AT_RANDOM, digestBase64url, type Mint, madeOnce, randomId } from '../../secrets.ts';
import { SentBefore } from '../../storage-errors.ts';
import { field, formOf } from './form.ts';

const KEY = /^[0-9A-Za-z]{22}$/;

/** For a form that makes something: names one showing of it. */
export function newFormKey(): string {
  return randomId(22);
}

/**
 * What this form makes, it makes once (a double click sends it twice): the same person, page, showing and content stand for the
 * same thing. A form that was changed and sent again makes another.
 */
export function mintOf(request: FastifyRequest, session: Session, deps: Pick<Deps, 'keys'>): Mint {
  return mintFor(session.user.id, request, deps);
}

/** The same for a form that ends the session it came in: of `whoever` holds what it was opened with. */
export function mintFor(whoever: string, request: FastifyRequest, { keys }: Pick<Deps, 'keys'>): Mint {
  const fields = formOf(request);
  const key = field(fields, '_once');
  if (!KEY.test(key)) return AT_RANDOM;
  const content = [...fields].filter(([name]) => !name.startsWith('_'));
  const sent = digestBase64url(JSON.stringify([request.url, content]));
  return madeOnce([whoever, key, sent].join('\n'), keys);
}

/**
 * What a form made: now, or when it was sent before (`found`). `showsSecret`: not where that is longer ago than a double click.
 * Where what it made then is there no more, SentBefore goes on, and the form is shown again with a word (errors.ts).
 */
export async function madeBy<T>(
  making: Promise<T>,
  found: () => Promise<T | undefined>,
  now: () => Date,
): Promise<{ readonly made: T; readonly showsSecret: boolean }> {
  try {
    return { made: await making, showsSecret: true };
  } catch (error) {
    const before = error instanceof SentBefore ? await found() : undefined;
    if (!(error instanceof SentBefore) || before === undefined) throw error;
    return { made: before, showsSecret: isSameClick(error.at, now()) };
  }
}

/** Whether this form did a moment ago what it means: then this is the second click. */
export async function wasSentNow({ intention }: Mint, deps: Pick<Deps, 'now' | 'sentForms'>): Promise<boolean> {
  return intention !== undefined && isSameClick(await deps.sentForms.sentAt(intention), deps.now());
}

const SECONDS = 60;
/** How far ahead the database's clock may be; what lies farther was before a clock was set back (S159). */
const AHEAD = 10;

/** Whether something was made so short ago that this is the same click. */
export function isSameClick(madeAt: Date | undefined, now: Date): boolean {
  if (madeAt === undefined) return false;
  const seconds = (now.getTime() - madeAt.getTime()) / 1000;
  return seconds >= -AHEAD && seconds < SECONDS;
}
