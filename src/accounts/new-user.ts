import { type CanonicalEmail, canonicalEmail, type EmailProblem } from './email.ts';
import { type PasswordProblem, passwordProblem } from './password.ts';

export type NameProblem = 'missing' | 'too-long' | 'control-character' | 'an-address';

const MAX_NAME = 200;
// Controls, and what turns the direction of the text around it: a name must not rearrange the page that shows it.
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

const LIKE_AN_ADDRESS = /[^\s@]@[^\s@]/u;

/** A person's name as typed (trimmed), or its problem. Nothing in it may look like an address but the person's own. */
export function personName(
  text: string,
  { email = '' }: { readonly email?: string } = {},
): { readonly name: string } | { readonly problem: NameProblem } {
  const name = text.trim();
  if (name === '') return { problem: 'missing' };
  if ([...name].length > MAX_NAME) return { problem: 'too-long' };
  if (UNFIT.test(name)) return { problem: 'control-character' };
  // Fullwidth and small forms of @ look the same.
  if (!LIKE_AN_ADDRESS.test(name.normalize('NFKC')) || isSameAddress(name, email)) return { name };
  return { problem: 'an-address' };
}

function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [canonicalEmail(one), canonicalEmail(other)];
  return 'canonical' in a && 'canonical' in b && a.canonical === b.canonical;
}

export type NewUserProblems = {
  readonly name?: NameProblem;
  readonly email?: EmailProblem | 'taken';
  readonly password?: PasswordProblem;
};

export type NewUserFields = CanonicalEmail & { readonly name: string };

/** What somebody typed to make an account, checked: the fields, or every problem at once. No password: none is chosen yet. */
export async function readNewUser(typed: {
  readonly name: string;
  readonly email: string;
  readonly password: string | undefined;
}): Promise<NewUserFields | { readonly problems: NewUserProblems }> {
  const name = personName(typed.name, typed);
  const email = canonicalEmail(typed.email);
  const password =
    typed.password === undefined ? undefined : await passwordProblem(typed.password, { email: typed.email });
  if ('name' in name && 'email' in email && !password) return { ...name, ...email };
  return {
    problems: {
      ...('problem' in name ? { name: name.problem } : {}),
      ...('problem' in email ? { email: email.problem } : {}),
      ...(password ? { password } : {}),
    },
  };
}
