import type { ResponseMode } from '../response-mode.ts';
import { formPost } from './form-post.ts';
import { fragment } from './fragment.ts';
import { query } from './query.ts';
import { type AnswerSigning, jwtMode, signedMode } from './signed.ts';

const PLAIN: readonly ResponseMode[] = [query, fragment, formPost];

/** Every way of answering; a server has those that its grants need, and metadata lists them. */
export function responseModes(signing: AnswerSigning): readonly ResponseMode[] {
  return [...PLAIN, jwtMode(signing), ...PLAIN.map((mode) => signedMode(mode, signing))];
}
