import { canonicalEmail } from '../../accounts/email.ts';
import type { Deps } from '../../deps.ts';
import type { Receiver } from '../../oauth/model/client-offer.ts';
import type { Fields } from '../frame/field.ts';
import { field } from '../frame/form.ts';
import type { Words } from '../words/index.ts';

/** What is wrong beside one of the two fields. */
export type WrongReceiver = { readonly field: 'email' | 'team'; readonly text: string };

/** Whom an application is to go to: one of the two fields is filled in. */
export async function receiverTyped(
  words: Words,
  form: URLSearchParams,
  { teams }: Pick<Deps, 'teams'>,
): Promise<Receiver | { readonly wrong: WrongReceiver }> {
  const [email, name] = [field(form, 'email').trim(), field(form, 'team').trim()];
  const text = words['application-receiver'];
  if (email !== '' && name !== '') return { wrong: { field: 'team', text: text.both } };
  if (name !== '') {
    const team = await teams.findByName(name);
    return team ? { kind: 'team', teamId: team.id } : { wrong: { field: 'team', text: text.noTeam } };
  }
  const address = canonicalEmail(email);
  return 'canonical' in address
    ? { kind: 'person', email: address.email, emailCanonical: address.canonical }
    : { wrong: { field: 'email', text: words.problems.email[address.problem] } };
}

/** The two fields, as they were typed. */
export function receiverFields(words: Words, form: URLSearchParams, wrong: WrongReceiver | undefined): Fields {
  const text = words['application-receiver'];
  const errorOf = (name: WrongReceiver['field']) => (wrong?.field === name ? wrong.text : undefined);
  return {
    email: {
      id: 'email',
      label: text.email,
      hint: text.emailHint,
      type: 'email',
      autofocus: true,
      value: field(form, 'email'),
      error: errorOf('email'),
    },
    team: { id: 'team', label: text.team, hint: text.teamHint, value: field(form, 'team'), error: errorOf('team') },
  };
}
