import type { Deps } from '../../deps.ts';
import type { NotAccepted } from '../../oauth/authenticate-client.ts';
import { type Client, whyNotActive } from '../../oauth/model/client.ts';
import type { Refusal } from '../../oauth/model/refusal.ts';
import { isRuleId, type RuleId, rules } from '../../oauth/rules/index.ts';
import { timeAgo } from '../frame/dates.ts';
import { addressDifference, type Difference, difference, visible } from '../frame/difference.ts';
import type { Words } from '../words/index.ts';
import type { Place, Step } from './keeper.ts';
import { isLegacy } from './legacy-grants.ts';
import { pathToAdd } from './own-application.ts';

const LATELY_MS = 24 * 3_600_000;
/** Which of the reasons the owner can mend on a page of the application. */
const STEPS: Partial<Record<NotAccepted, Step>> = {
  'wrong-secret': 'rotate-secret',
  'public-with-secret': 'edit',
};

/** What is known beside a refusal. */
type Known = {
  /** When the application last got a token. */
  readonly issuedAt: Date | undefined;
  readonly place: Place;
  /** The names of all scopes that there are; none where no refusal is about scopes. */
  readonly catalogue: ReadonlySet<string>;
};

/** The names of all scopes, where one of the refusals is about scopes. */
export async function catalogueFor(
  refusals: readonly Refusal[],
  { scopes }: Pick<Deps, 'scopes'>,
): Promise<ReadonlySet<string>> {
  const needed = refusals.some(({ rule }) => rule === 'scope-not-registered');
  return new Set(needed ? (await scopes.list()).map(({ name }) => name) : []);
}

/** Refusals as views/partials/refusal.eta shows them: what was sent, beside what is registered now. */
export function shownRefusals(
  words: Words,
  refusals: readonly Refusal[],
  client: Client,
  { now, ...known }: Known & { readonly now: Date },
) {
  // A row of another release may have a rule that this one does not know.
  return refusals
    .filter(({ rule }) => isRuleId(rule))
    .map((refusal) => ({ ...about(words, refusal, client, known), ...when(words, refusal, now) }));
}

/** When something was refused, where that is worth a word above everything else; undefined otherwise. */
export function refusedLately(words: Words, lastAt: Date | undefined, now: Date) {
  return lastAt && now.getTime() - lastAt.getTime() < LATELY_MS ? timeAgo(words, lastAt, now) : undefined;
}

function when(words: Words, { count, lastAt, requestId }: Refusal, now: Date) {
  return { times: words['application-refusals'].times(count), lastAt: timeAgo(words, lastAt, now), requestId };
}

type Shown = {
  /** What happened, where the sentence of the rule leaves open which of several things it was. */
  readonly title?: string;
  readonly sent: readonly Difference[];
  readonly registered: readonly string[] | undefined;
  /** What stands beside what was sent, where it is not the registration. */
  readonly beside?: string;
  readonly hint: string;
  readonly advice: string;
  /** Where the owner can make it right. */
  readonly step?: Step;
  /** The redirect URI that they may want to register. */
  readonly add?: string;
};

/** What happened, and what to do. */
type Told = readonly [string, string];

function about(words: Words, refusal: Refusal, client: Client, { issuedAt, place, catalogue }: Known) {
  const { rule, sent } = refusal;
  const { section } = rules[rule];
  const told = (shown[rule] ?? plain(rule))(words, sent, client, catalogue);
  const over = whyOver(words, refusal, client, issuedAt);
  const text = words['application-refusals'];
  const { step, add, ...rest } = over
    ? { ...told, hint: '', advice: text.over[over], step: undefined, add: undefined }
    : told;
  const link =
    add === undefined
      ? step && place.steps.includes(step) && { href: `${place.path}/${step}`, text: text.steps[step] }
      : { href: pathToAdd(place.path, add), text: text.steps.add };
  return { rule, section, title: words.ruleSentences[rule], ...rest, link };
}

/** Where more is known than the parameter at fault. */
const shown: Partial<
  Record<RuleId, (words: Words, sent: string, client: Client, catalogue: ReadonlySet<string>) => Shown>
> = {
  'redirect-uri-mismatch': (words, sent, client) => address(words, sent, client.redirectUris, { add: sent }),
  'post-logout-redirect-uri-mismatch': (words, sent, { metadata }) =>
    address(words, sent, metadata.postLogoutRedirectUris, { step: 'advanced' }),
  'scope-not-registered': scopes,
  'resource-not-registered': resource,
  'grant-not-registered': grant,
  'client-unknown': inactive,
  'client-not-accepted': authentication,
  'assertion-not-accepted': assertion,
  'subject-token-not-accepted': (words, sent) =>
    told(words, 'subject-token-not-accepted', sent, words['application-refusals'].exchanges),
  'code-not-accepted': code,
  'refresh-token-not-accepted': (words, sent) =>
    told(words, 'refresh-token-not-accepted', sent, words['application-refusals'].refreshTokens),
};

function plain(rule: RuleId): (words: Words, sent: string) => Shown {
  return (words, sent) => {
    const [advice = ''] = words.rules[rule].fix;
    return { sent: sent === '' ? [] : [asSent(sent)], registered: undefined, hint: '', advice };
  };
}

function asSent(sent: string): Difference {
  return { before: visible(sent), differs: '', after: '' };
}

/** Where one sentence says it; a row of another release may have a reason that this one does not know. */
function told(words: Words, rule: RuleId, why: string, reasons: Readonly<Record<string, Told>>): Shown {
  const known = Object.hasOwn(reasons, why) ? reasons[why] : undefined;
  if (!known) return plain(rule)(words, '');
  return { title: known[0], sent: [], registered: undefined, hint: '', advice: known[1] };
}

/** Which of the reasons it was; a row of an older release knows none, then it is what holds now. */
function inactive(words: Words, sent: string, client: Client): Shown {
  const why = sent === '' && client.state !== 'active' ? whyNotActive(client) : sent;
  const reason = told(words, 'client-unknown', why, words['application-refusals'].notActive);
  return why === 'rejected' ? { ...reason, step: 'edit' } : reason;
}

/**
 * Why a warning is over, as far as that can be told: it ends with its cause. `now`: the same request would not be refused.
 * Whether a secret is right only the next request tells. `issuedAt`: when the application last got a token.
 */
export function whyOver(
  words: Words,
  { rule, sent, lastAt }: Refusal,
  client: Client,
  issuedAt: Date | undefined,
): keyof Words['application-refusals']['over'] | undefined {
  if (rule !== 'client-not-accepted') return wouldPass(rule, sent, client) ? 'now' : undefined;
  if (client.state !== 'active') return undefined;
  if (endedBy(words, sent, client)) return 'now';
  const since = (at: Date | undefined) => at !== undefined && at > lastAt;
  if (since(issuedAt)) return 'token';
  return client.secrets.some(({ createdAt }) => since(createdAt)) ? 'secret' : undefined;
}

function wouldPass(rule: string, sent: string, client: Client): boolean {
  if (rule === 'client-unknown') return client.state === 'active';
  if (rule === 'redirect-uri-mismatch') return client.redirectUris.includes(sent);
  if (rule === 'post-logout-redirect-uri-mismatch') return client.metadata.postLogoutRedirectUris.includes(sent);
  if (rule === 'grant-not-registered') return client.grants.includes(sent);
  return rule === 'scope-not-registered' && sent.split(' ').every((name) => holds(client, name));
}

/** What kept a client from being accepted, and does so no more. */
function endedBy(words: Words, sent: string, client: Client): boolean {
  const why = sent.split(' ')[1] ?? '';
  if (why === 'public-with-secret') return client.confidential;
  if (why === 'no-secret') return !client.confidential;
  return Object.hasOwn(words['application-refusals'].notActive, why);
}

function holds({ scopes, scopeAliases }: Client, name: string): boolean {
  return scopes.includes(scopeAliases.get(name) ?? name);
}

function grant(words: Words, sent: string, { grants }: Client): Shown {
  const [advice = '', , instead = ''] = words.rules['grant-not-registered'].fix;
  const how = isLegacy(sent) ? { advice: instead } : { advice, step: 'advanced' as const };
  return { sent: [asSent(sent)], registered: grants, hint: '', ...how };
}

/** The advice is an administrator's to follow: no page of the owner's gives an application a resource. */
function resource(words: Words, sent: string, { metadata }: Client): Shown {
  const [advice = ''] = words.rules['resource-not-registered'].fix;
  return { sent: [asSent(sent)], registered: metadata.resources, hint: '', advice };
}

function authentication(words: Words, sent: string, client: Client): Shown {
  const [method = '', why = '', ...detail] = sent.split(' ');
  const { authMethods: registered } = client;
  const reason = told(words, 'client-not-accepted', why, words['application-refusals'].notAccepted);
  const { [why as NotAccepted]: step } = STEPS;
  const next = step ? { step } : {};
  if (registered.includes(method)) {
    return { ...reason, ...next, sent: detail.length > 0 ? [asSent(detail.join(' '))] : [] };
  }
  return { ...reason, ...next, sent: [{ before: '', differs: method, after: '' }], registered };
}

function assertion(words: Words, sent: string): Shown {
  const [why = '', ...detail] = sent.split(' ');
  const reason = told(words, 'assertion-not-accepted', why, words['application-refusals'].grantAssertions);
  return { ...reason, sent: detail.length > 0 ? [asSent(detail.join(' '))] : [] };
}

function code(words: Words, sent: string): Shown {
  const [why = '', begun = '', ...rest] = sent.split(' ');
  const text = words['application-refusals'];
  const reason = told(words, 'code-not-accepted', why, text.codes);
  if (why !== 'other-address') return reason;
  const now = rest.join(' ');
  const hint = now === '' ? '' : text.differences[addressDifference(now, [begun])];
  return {
    ...reason,
    sent: now === '' ? [] : [difference(now, [begun])],
    registered: [begun],
    beside: text.begun,
    hint,
  };
}

function address(words: Words, sent: string, registered: readonly string[], next: Pick<Shown, 'add' | 'step'>): Shown {
  const text = words['application-refusals'];
  const hint = text.differences[addressDifference(sent, registered)];
  return { sent: [difference(sent, registered)], registered, hint, advice: text.fixAddress, ...next };
}

function scopes(words: Words, sent: string, client: Client, catalogue: ReadonlySet<string>): Shown {
  const { scopes: registered } = client;
  const names = sent.split(' ');
  const held = (name: string) => holds(client, name);
  const others = names.filter((name) => !held(name));
  const unlisted = others.filter((name) => !catalogue.has(name));
  const text = words['application-refusals'];
  return {
    sent: names.map((name, at) => {
      const space = at === 0 ? '' : ' ';
      return held(name)
        ? { before: space + name, differs: '', after: '' }
        : { before: space, differs: visible(name), after: '' };
    }),
    registered: [registered.join(' ')],
    hint: text.differences.scopes(visible(others.join(' '))),
    ...(unlisted.length > 0
      ? { advice: text.fixUnlistedScopes(visible(unlisted.join(' '))) }
      : { advice: text.fixScopes, step: 'edit' }),
  };
}
