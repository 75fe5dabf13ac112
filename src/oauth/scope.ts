import { OAuthError } from './errors.ts';

const LONGEST = 1024; // characters
const MOST = 50; // names
const NAME = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** Whether this can be the name of a scope: a scope-token of RFC 6749 §3.3. */
export function isScopeName(name: string): boolean {
  return name.length <= LONGEST && NAME.test(name);
}

/**
 * The names in the value of a scope parameter, each once, in the order sent. Exactly one space between two (RFC 6749 §3.3):
 * anything else is refused as scope-malformed, as are more than 1024 characters or 50 names.
 */
export function parseScope(value: string): readonly string[] {
  // Before anything looks at the characters: a long value must cost nothing.
  if (value.length > LONGEST) throw new OAuthError('scope-malformed', `${value.length} characters`);
  const names = value.split(' ');
  if (names.length > MOST) throw new OAuthError('scope-malformed', `${names.length} names`);
  for (const name of names) if (!NAME.test(name)) throw new OAuthError('scope-malformed', value);
  return [...new Set(names)];
}

/** Whether every name asked for is among the given, equal in every character: `read` never stands for `read:all`. */
export function covers(given: readonly string[], asked: readonly string[]): boolean {
  return asked.every((name) => given.includes(name));
}
