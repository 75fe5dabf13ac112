import { canonicalEmail } from './email.ts';
import { MAX_PASSWORD_BYTES } from './password-hash.ts';

export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'is-email';

const MIN_CHARACTERS = 8;

/**
 * What is wrong with a password that somebody chooses, if anything. Any characters are fine and none is altered; `email`
 * is the address of the account.
 */
export async function passwordProblem(
  password: string,
  account: { readonly email?: string } = {},
): Promise<PasswordProblem | undefined> {
  if (Buffer.byteLength(password) > MAX_PASSWORD_BYTES) return 'too-long';
  if ([...password].length < MIN_CHARACTERS) return 'too-short';
  if (account.email && sameAddress(password, account.email)) return 'is-email';
  return (await isCommon(password)) ? 'common' : undefined;
}

function sameAddress(a: string, b: string): boolean {
  const [first, second] = [canonicalEmail(a), canonicalEmail(b)];
  return 'canonical' in first && 'canonical' in second && first.canonical === second.canonical;
}

let list: Promise<ReadonlySet<string>> | undefined;

/** The list is big: loaded when the first password is chosen, never to check one. */
async function isCommon(password: string): Promise<boolean> {
  list ??= loadList();
  const common = await list;
  return common.has(password) || common.has(password.toLowerCase());
}

async function loadList(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter((word) => word.length >= MIN_CHARACTERS));
}
