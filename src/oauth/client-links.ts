import { type HomepageProblem, homepageProblem } from './client-settings.ts';
import type { ClientMetadata } from './model/client-metadata.ts';

/** What people can read about an application beside its homepage, and whom they can write to: what was typed, as it came. */
export type TypedLinks = {
  readonly supportUri: string;
  readonly tosUri: string;
  readonly policyUri: string;
  readonly contact: string;
};

export type LinksProblem = {
  readonly field: keyof TypedLinks;
  readonly problem: HomepageProblem | { readonly id: 'contact-not-one' };
};

const ADDRESSES = ['supportUri', 'tosUri', 'policyUri'] as const;
const CONTACT = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/** Whether somebody can write there: programs register all kinds of texts (RFC 7591 §2). */
export function isContact(text: string): boolean {
  return text.length <= 254 && CONTACT.test(text);
}

export const NO_LINKS: TypedLinks = { supportUri: '', tosUri: '', policyUri: '', contact: '' };

/** What the form of a client starts with. */
export function typedLinksOf({ supportUri, tosUri, policyUri, contacts }: ClientMetadata): TypedLinks {
  return { supportUri: supportUri ?? '', tosUri: tosUri ?? '', policyUri: policyUri ?? '', contact: contacts[0] ?? '' };
}

/** Checks them as a homepage is; empty: none. `held`: whom people can write to now, of whom the form shows the first. */
export function checkLinks(
  typed: TypedLinks,
  held: readonly string[] = [],
): { readonly links: Partial<ClientMetadata> } | { readonly problems: readonly LinksProblem[] } {
  const problems: LinksProblem[] = [];
  for (const field of ADDRESSES) {
    const problem = typed[field].trim() === '' ? undefined : homepageProblem(typed[field].trim());
    if (problem) problems.push({ field, problem });
  }
  const contact = typed.contact.trim();
  if (contact !== '' && !isContact(contact)) {
    problems.push({ field: 'contact', problem: { id: 'contact-not-one' } });
  }
  if (problems.length > 0) return { problems };
  const [supportUri, tosUri, policyUri] = ADDRESSES.map((field) => typed[field].trim() || undefined);
  const contacts = contact === '' ? [] : [contact, ...held.slice(1).filter((each) => each !== contact)];
  return { links: { supportUri, tosUri, policyUri, contacts } };
}
