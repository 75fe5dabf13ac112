import type { FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import { type Group, type GroupProblem, readGroup } from '../../accounts/group.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import type { Words } from '../words/index.ts';
import { ADMIN } from './administration.ts';

export const GROUPS = `${ADMIN}/groups`;

export function pathOfGroup(id: string): string {
  return `${GROUPS}/${encodeURIComponent(id)}`;
}

/** A group, or the page that says there is none. */
export async function groupById(id: string, deps: Pick<Deps, 'groups'>): Promise<Group> {
  const group = await deps.groups.find(id);
  if (!group) throw new PageError('notFound');
  return group;
}

/** The account of an address that was typed, or what is wrong with it. */
export async function personTyped(
  words: Words,
  typed: string,
  { users }: Pick<Deps, 'users'>,
): Promise<{ readonly user: User } | { readonly error: string }> {
  const address = canonicalEmail(typed);
  if ('problem' in address) return { error: words.problems.email[address.problem] };
  const user = await users.findByEmail(address.canonical);
  return user ? { user } : { error: words['group-form'].noAccount };
}

export type TypedGroup = { readonly name: string; readonly description: string; readonly owner: string };
export type GroupErrors = { readonly [Name in keyof TypedGroup]?: string | undefined };

export function typedGroup(request: FastifyRequest): TypedGroup {
  const form = formOf(request);
  const [name, description, owner] = ['name', 'description', 'owner'].map((id) => field(form, id));
  return { name: name ?? '', description: description ?? '', owner: owner ?? '' };
}

/** What was typed into the form of a group, checked: what is stored, or what stands beside each field. */
export async function checkGroup(words: Words, typed: TypedGroup, deps: Pick<Deps, 'users'>) {
  const read = readGroup(typed);
  const owner = typed.owner.trim() === '' ? undefined : await personTyped(words, typed.owner, deps);
  const wrong: GroupErrors = {
    ...('problems' in read ? saidOf(words, read.problems) : {}),
    ...(owner && 'error' in owner ? { owner: owner.error } : {}),
  };
  if ('problems' in read || (owner && 'error' in owner)) return { wrong };
  return { group: { ...read, ownerId: owner?.user.id } };
}

function saidOf(
  words: Words,
  { name, description }: { readonly name?: GroupProblem; readonly description?: GroupProblem },
) {
  return { name: name && words.problems.group[name], description: description && words.problems.group[description] };
}

export function groupFields(words: Words, typed: TypedGroup, wrong: GroupErrors = {}): Fields {
  const text = words['group-form'];
  return {
    name: { id: 'name', label: text.name, hint: text.nameHint, required: true, value: typed.name, error: wrong.name },
    description: {
      id: 'description',
      label: text.description,
      hint: text.descriptionHint,
      value: typed.description,
      error: wrong.description,
    },
    owner: {
      id: 'owner',
      label: text.owner,
      hint: text.ownerHint,
      type: 'email',
      value: typed.owner,
      error: wrong.owner,
    },
  };
}
