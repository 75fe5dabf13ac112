import { type ErrorCode, type RuleId, rules } from './rules.ts';

/** A refusal. It knows no status, no redirect and no page: where it is caught decides. */
export class OAuthError extends Error {
  readonly rule: RuleId;
  /** What was received that broke the rule, for the developer; never a secret. */
  readonly sent: string | undefined;

  constructor(rule: RuleId, sent?: string, options?: { readonly cause?: unknown }) {
    super(rules[rule].sentence, options);
    this.name = 'OAuthError';
    this.rule = rule;
    this.sent = sent;
  }

  get code(): ErrorCode {
    return rules[this.rule].code;
  }
}

/** The client was changed after it was read: read it again and start over. Never leaves the core. */
export class StaleClient extends Error {
  constructor() {
    super('the client changed while it was used');
    this.name = 'StaleClient';
  }
}
