import type { Person } from './model/person.ts';

/** What of a person goes by these names (OpenID Connect Core 1.0 §5.1). What is not known is left out (OpenID Connect Core 1.0 §5.3.2). */
export function claimsOf(person: Person, names: readonly string[]): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, unknown>> = {
    ...person.attributes,
    name: person.name,
    email: person.email,
    updated_at: person.updatedAt,
    // Never what an attribute of that name says.
    groups: person.groups ?? null,
    roles: person.roles ?? null,
    // They answered a mail that went there, or whoever administers this server wrote it down.
    email_verified: person.emailVerified === true || person.attributes['email_verified'] === true,
  };
  const told = names.filter((name) => name !== 'sub' && Object.hasOwn(known, name) && known[name] !== null);
  return Object.fromEntries(told.map((name) => [name, known[name]]));
}
