import { EVENTS, type EventName } from '../../../events.ts';
import { type RuleId, rules } from '../../../oauth/rules/index.ts';
import { type OAuth1RuleId, oauth1Rules } from '../../../oauth1/rules.ts';

/** What programs and the log are told of events and refusals, in English: pages say the same in their own language. */
export const eventSentences: Readonly<Record<EventName, string>> = EVENTS;

type Sentences = Readonly<Record<RuleId | OAuth1RuleId, string>>;

export const ruleSentences = Object.fromEntries(
  Object.entries({ ...rules, ...oauth1Rules }).map(([id, { sentence }]) => [id, sentence]),
) as Sentences;
