import type { FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { AT_RANDOM, type Mint, madeOnce } from '../../oauth/made-once.ts';
import { digestBase64url, randomId } from '../../secrets.ts';
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
export function mintOf(request: FastifyRequest, session: Session, { keys }: Pick<Deps, 'keys'>): Mint {
  const fields = formOf(request);
  const key = field(fields, '_once');
  if (!KEY.test(key)) return AT_RANDOM;
  const content = [...fields].filter(([name]) => !name.startsWith('_'));
  const sent = digestBase64url(JSON.stringify([request.url, content]));
  return madeOnce([session.user.id, key, sent].join('\n'), keys);
}

const SECONDS = 60;

/** Whether something was made so short ago that this is the same click: its secret may be shown with the answer to the second one. */
export function isSameClick(madeAt: Date | undefined, now: Date): boolean {
  return madeAt !== undefined && now.getTime() - madeAt.getTime() < SECONDS * 1000;
}
