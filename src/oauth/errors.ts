import type { ErrorCode } from './rule.ts';
import { type RuleId, rules } from './rules/index.ts';

/** Whose application it was, and what was wrong with what it sent. */
export type ForOwner = { readonly clientId: string; readonly sent: string };

/** A refusal. It knows no status, no redirect and no page: where it is caught decides. */
export class OAuthError extends Error {
  readonly rule: RuleId;
  /** What was received that broke the rule, for the developer; never a secret. */
  readonly sent: string | undefined;
  /** What only the owner of the application may read: strangers get one sentence for all of it. */
  readonly forOwner: ForOwner | undefined;
  /** Where waiting helps: for how many seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** A statement said so of the client as it is: there is no need to look whether it has changed. */
  readonly certain: boolean;

  constructor(
    rule: RuleId,
    sent?: string,
    options: {
      readonly cause?: unknown;
      readonly forOwner?: ForOwner | undefined;
      readonly retryAfterSeconds?: number;
      readonly certain?: boolean;
    } = {},
  ) {
    super(rules[rule].sentence, { cause: options.cause });
    this.name = 'OAuthError';
    this.rule = rule;
    this.sent = sent;
    this.forOwner = options.forOwner;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.certain = options.certain === true;
  }

  get code(): ErrorCode {
    return rules[this.rule].code;
  }

  /** error_description: the rule's sentence and what was received, or the scope that was needed, in the characters of RFC 6749 §5.2. */
  get description(): string {
    if (this.sent === undefined) return this.message;
    const label = this.rule === 'bearer-scope-insufficient' ? 'Needed' : 'Received';
    return `${this.message} ${label}: ${this.sent.slice(0, 200).replace(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?')}`;
  }
}

/** The client was changed after it was read: read it again and start over. Never leaves the core. */
export class StaleClient extends Error {
  constructor() {
    super('the client changed while it was used');
    this.name = 'StaleClient';
  }
}
