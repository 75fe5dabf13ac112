import type { NotAccepted } from '../oauth/authenticate-client.ts';
import type { Client } from '../oauth/model/client.ts';
import type { Refusal } from '../oauth/model/refusal.ts';
import { isRuleId, rules } from '../oauth/rules.ts';
import { timeAgo } from './dates.ts';
import { addressDifference, type Difference, difference } from './difference.ts';
import { ruleTexts } from './words/en/rules.ts';
import { words } from './words/index.ts';

const text = words['application-refusals'];

/** Refusals as views/partials/refusal.eta shows them: what was sent, beside what is registered now. */
export function shownRefusals(refusals: readonly Refusal[], client: Client, now: Date) {
  // A row of another release may have a rule that this one does not know.
  return refusals
    .filter(({ rule }) => isRuleId(rule))
    .map((refusal) => ({ ...shown(refusal, client), ...when(refusal, now) }));
}

function when({ count, lastAt, requestId }: Refusal, now: Date) {
  return { times: text.times(count), lastAt: timeAgo(lastAt, now), requestId };
}

type Shown = {
  readonly sent: readonly Difference[];
  readonly registered: readonly string[] | undefined;
  readonly hint: string;
  readonly advice: string;
  /** Whether the owner can make it right by changing the registration. */
  readonly edit: boolean;
};

function shown({ rule, sent }: Refusal, client: Client) {
  const { section, sentence } = rules[rule];
  const about = { rule, section, title: sentence };
  if (rule === 'redirect-uri-mismatch') return { ...about, ...address(sent, client.redirectUris) };
  if (rule === 'scope-not-registered') return { ...about, ...scopes(sent, client) };
  if (rule === 'client-not-accepted') return { ...about, ...authentication(sent, client) };
  const plain = sent === '' ? [] : [{ before: sent, differs: '', after: '' }];
  const [advice = ''] = ruleTexts[rule].fix;
  const registered = rule === 'grant-not-registered' ? client.grants : undefined;
  return { ...about, sent: plain, registered, hint: '', advice, edit: registered !== undefined } satisfies Shown;
}

function authentication(sent: string, client: Client): Shown {
  const [method = '', why = ''] = sent.split(' ');
  const methods = client.confidential ? ['client_secret_basic', 'client_secret_post'] : ['none'];
  const registered = client.tokenEndpointAuthMethod ? [client.tokenEndpointAuthMethod] : methods;
  const hint = Object.hasOwn(text.notAccepted, why) ? text.notAccepted[why as NotAccepted] : '';
  const matches = registered.includes(method);
  const difference = matches ? { before: method, differs: '', after: '' } : { before: '', differs: method, after: '' };
  return { sent: [difference], registered, hint, advice: ruleTexts['client-not-accepted'].fix[0] ?? '', edit: false };
}

function address(sent: string, registered: readonly string[]): Shown {
  const hint = text.differences[addressDifference(sent, registered)];
  return { sent: [difference(sent, registered)], registered, hint, advice: text.fixAddress, edit: true };
}

function scopes(sent: string, { scopes: registered, scopeAliases }: Client): Shown {
  const names = sent.split(' ');
  const held = (name: string) => registered.includes(scopeAliases.get(name) ?? name);
  const others = names.filter((name) => !held(name));
  return {
    sent: names.map((name, at) => {
      const space = at === 0 ? '' : ' ';
      return held(name)
        ? { before: space + name, differs: '', after: '' }
        : { before: space, differs: name, after: '' };
    }),
    registered: [registered.join(' ')],
    hint: text.differences.scopes(others.join(' ')),
    advice: text.fixScopes,
    edit: true,
  };
}
