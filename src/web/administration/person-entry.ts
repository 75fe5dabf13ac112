import type { FastifyRequest } from 'fastify';
import { type Attributes, readAttributes, writtenAttributes } from '../../accounts/attribute.ts';
import { personName } from '../../accounts/new-user.ts';
import type { PersonChange, User } from '../../accounts/user.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';

/** What stands beside each field of the form. */
export type EntryErrors = { readonly name?: string | undefined; readonly attributes?: string | undefined };

/**
 * What the form about a person changes, or what is wrong with it. It carries the attributes that it was shown with: what somebody else
 * wrote down meanwhile stays.
 */
export function checkEntry(
  request: FastifyRequest,
  user: User,
): { readonly change: PersonChange } | { readonly wrong: EntryErrors } {
  const { words } = request;
  const body = formOf(request);
  const typedName = field(body, 'name');
  const named = typedName.trim() === user.name ? { name: undefined } : personName(typedName, user);
  const read = readAttributes(field(body, 'attributes'));
  if ('problem' in named || 'problem' in read) {
    const name = 'problem' in named ? words.problems.name[named.problem] : undefined;
    const attributes = 'problem' in read ? words.problems.attribute[read.problem](read.written) : undefined;
    return { wrong: { name, attributes } };
  }
  const shown = readAttributes(field(body, 'shown'));
  const before = 'problem' in shown ? {} : shown.attributes;
  return { change: { ...named, attributes: changed(before, read.attributes) } };
}

/** What is new or different in the second, and null for what is missing there. */
function changed(before: Attributes, after: Attributes): Attributes {
  const gone = Object.keys(before).filter((claim) => !Object.hasOwn(after, claim));
  const other = Object.entries(after).filter(
    ([claim, value]) => !Object.hasOwn(before, claim) || JSON.stringify(before[claim]) !== JSON.stringify(value),
  );
  return Object.fromEntries([...gone.map((claim) => [claim, null] as const), ...other]);
}

/** The form: what is known, or, where something is wrong with it, what was typed. */
export function entryValues(
  request: FastifyRequest,
  known: { readonly name: string; readonly attributes: Attributes },
  wrong: EntryErrors | undefined,
): { readonly shown: string; readonly fields: Fields } {
  const form = formOf(request);
  const written = writtenAttributes(known.attributes);
  const value = wrong
    ? { name: field(form, 'name'), attributes: field(form, 'attributes'), shown: field(form, 'shown') }
    : { name: known.name, attributes: written, shown: written };
  const text = request.words['admin-person'];
  const rows = Math.min(12, Math.max(3, value.attributes.split('\n').length + 1));
  return {
    shown: value.shown,
    fields: {
      name: { id: 'name', label: text.name, required: true, value: value.name, error: wrong?.name },
      attributes: {
        ...{ id: 'attributes', label: text.attributes, hint: text.attributesHint, example: 'given_name=Ines' },
        ...{ rows, mono: true, value: value.attributes, error: wrong?.attributes },
      },
    },
  };
}
