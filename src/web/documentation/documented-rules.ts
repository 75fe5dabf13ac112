import type { Deps } from '../../deps.ts';
import { isRuleId, rules } from '../../oauth/rules/index.ts';
import { isOAuth1RuleId, oauth1Rules } from '../../oauth1/rules.ts';
import type { RuleText } from '../words/en/rules.ts';
import type { Words } from '../words/index.ts';

/** A rule as the documentation shows it. */
export type DocumentedRule = {
  readonly id: string;
  /** The word for programs. */
  readonly code: string;
  readonly section: string;
  readonly sentence: string;
  readonly text: RuleText;
};

/** Every rule that can be met on this server. */
export function documentedRules(words: Words, deps: Pick<Deps, 'oauth1'>): readonly DocumentedRule[] {
  return [...Object.keys(rules), ...Object.keys(oauth1Rules)].flatMap((id) => findRule(words, id, deps) ?? []);
}

/** The rule of this id; undefined where there is none, or OAuth 1.0a is switched off and the rule about that. */
export function findRule(words: Words, id: string, { oauth1 }: Pick<Deps, 'oauth1'>): DocumentedRule | undefined {
  if (isOAuth1RuleId(id) && oauth1) {
    const { problem, section } = oauth1Rules[id];
    return { id, code: problem, section, sentence: words.ruleSentences[id], text: words.oauth1Rules[id] };
  }
  if (!isRuleId(id)) return undefined;
  const text = words.rules[id];
  return text.group === 'oauth1' && !oauth1 ? undefined : { id, ...rules[id], sentence: words.ruleSentences[id], text };
}
