import type { Words } from '../words/index.ts';
import type { Field } from './field.ts';

/** Where a person types what their authenticator app shows, or a recovery code in its place. */
export function codeField(words: Words, id: string, refused: boolean): Field {
  const text = words['sign-in-factor'];
  return {
    id,
    label: text.code,
    hint: text.hint,
    autocomplete: 'one-time-code',
    required: true,
    autofocus: true,
    mono: true,
    error: refused ? text.refused : undefined,
  };
}
