import { canonicalEmail } from '../../accounts/email.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import type { EventFilter, EventPlace, Outcome } from '../../events.ts';
import { field } from '../frame/form.ts';
import type { Words } from '../words/index.ts';

const NAMES = ['event', 'outcome', 'person', 'application', 'address', 'request', 'from', 'to'] as const;
export const OUTCOMES = ['done', 'refused'] as const satisfies readonly Outcome[];
const LONGEST = 300;
const DAY_MS = 86_400_000;
const PLACE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

type Typed = Readonly<Record<(typeof NAMES)[number], string>>;

export type EventQuery = {
  readonly typed: Typed;
  readonly wrong: Partial<Typed>;
  /** Undefined where something is wrong: then nothing is asked for. */
  readonly filter: EventFilter | undefined;
  readonly person: User | undefined;
  readonly place: EventPlace | undefined;
};

/** What a query, or a form, asks for of the audit trail. A person is named by address of mail, or by id, as links do. */
export async function eventQuery(words: Words, query: URLSearchParams, deps: Pick<Deps, 'users'>): Promise<EventQuery> {
  const typed = Object.fromEntries(
    NAMES.map((name) => [name, field(query, name).trim().slice(0, LONGEST)]),
  ) as unknown as Typed;
  const { event, application, request } = typed;
  const outcome = OUTCOMES.find((each) => each === typed.outcome);
  const address = typed.address.toLowerCase();
  const person = typed.person === '' ? undefined : await personOf(typed.person, deps);
  const from = startOf(typed.from);
  const to = startOf(typed.to);
  const text = words['admin-audit'];
  const wrong: Partial<Typed> = {
    ...(typed.person.includes('@') && !person ? { person: text.nobody } : {}),
    ...(from === 'wrong' ? { from: text.noDay } : {}),
    ...(to === 'wrong' ? { to: text.noDay } : {}),
  };
  const given = {
    ...(event === '' ? {} : { event }),
    ...(outcome ? { outcome } : {}),
    ...(application === '' ? {} : { clientId: application }),
    ...(address === '' ? {} : { address }),
    ...(request === '' ? {} : { requestId: request }),
    ...(typed.person === '' ? {} : { personId: person?.id ?? typed.person }),
    ...(from instanceof Date ? { from } : {}),
    ...(to instanceof Date ? { until: new Date(to.getTime() + DAY_MS) } : {}),
  };
  return {
    typed: { ...typed, person: person?.email ?? typed.person },
    wrong,
    filter: Object.keys(wrong).length > 0 ? undefined : given,
    person,
    place: placeOf('older', field(query, 'older')) ?? placeOf('newer', field(query, 'newer')),
  };
}

/** What was typed, as it is sent along. */
export function sentAgain(typed: Typed): [string, string][] {
  return Object.entries(typed).filter(([, value]) => value !== '');
}

/** The same events from another place on; without one, from the latest. */
export function pathOfPage(path: string, typed: Typed, place?: EventPlace): string {
  const query = new URLSearchParams(sentAgain(typed));
  if (place) query.set(place.side, `${place.at.toISOString()}_${place.id}`);
  return query.size === 0 ? path : `${path}?${query}`;
}

/** A page of events from there on. */
export function pathOfPlace(path: string, { side, at, id }: EventPlace): string {
  return `${path}?${new URLSearchParams({ [side]: `${at.toISOString()}_${id}` })}`;
}

async function personOf(typed: string, { users }: Pick<Deps, 'users'>): Promise<User | undefined> {
  if (!typed.includes('@')) return users.find(typed);
  const address = canonicalEmail(typed);
  return 'canonical' in address ? users.findByEmail(address.canonical) : undefined;
}

/** When a day begins (UTC). */
function startOf(typed: string): Date | 'wrong' | undefined {
  if (typed === '') return undefined;
  const start = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : new Date(Number.NaN);
  // 2027-02-30 is read as 2 March.
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(typed) ? start : 'wrong';
}

/** A place as an address names it. */
export function placeOf(side: EventPlace['side'], typed: string): EventPlace | undefined {
  const [, at = '', id = ''] = PLACE.exec(typed) ?? [];
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? undefined : { side, at: moment, id };
}
