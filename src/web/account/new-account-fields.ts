import type { NewUserProblems } from '../../accounts/new-user.ts';
import type { Field } from '../frame/field.ts';
import type { Words } from '../words/index.ts';

type Text = Readonly<Record<'name' | 'nameHint' | 'password' | 'passwordHint', string>>;

/** The fields of every page on which somebody says what they are called and chooses a password. */
export function newAccountFields(
  words: Words,
  text: Text,
  { name, wrong }: { readonly name: string; readonly wrong: NewUserProblems },
) {
  return {
    name: {
      id: 'name',
      label: text.name,
      hint: text.nameHint,
      autocomplete: 'name',
      required: true,
      value: name,
      error: wrong.name && words.problems.name[wrong.name],
    },
    password: {
      id: 'new-password',
      label: text.password,
      hint: text.passwordHint,
      type: 'password',
      autocomplete: 'new-password',
      required: true,
      error: wrong.password && words.problems.password[wrong.password],
    },
  } satisfies Record<string, Field>;
}
