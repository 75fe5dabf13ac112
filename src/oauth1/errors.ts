import { type OAuth1Rule, type OAuth1RuleId, oauth1Rules } from './rules.ts';

/** A signed request that is refused. It knows no page and no answer: where it is caught decides. */
export class OAuth1Error extends Error {
  readonly rule: OAuth1RuleId;
  /** What was received that broke the rule, or what we made of it, for the developer; never a secret. */
  readonly sent: string | undefined;

  constructor(rule: OAuth1RuleId, sent?: string) {
    super(oauth1Rules[rule].sentence);
    this.name = 'OAuth1Error';
    this.rule = rule;
    this.sent = sent;
  }

  /** What happened, and what was received, or is missing, in whole sentences. */
  get description(): string {
    if (this.sent === undefined) return this.message;
    return `${this.message} ${this.rule === 'oauth1-parameter-missing' ? 'Missing' : 'Received'}: ${this.sent}.`;
  }

  get row(): OAuth1Rule {
    return oauth1Rules[this.rule];
  }
}
