import { authorizationRules } from './authorization.ts';
import { detailsRules } from './authorization-details.ts';
import { clientRules } from './client.ts';
import { deviceRules } from './device.ts';
import { dpopRules } from './dpop.ts';
import { oauth1BridgeRules } from './oauth1-bridge.ts';
import { registrationRules } from './registration.ts';
import { requestRules } from './request.ts';
import { tokenRules } from './token.ts';

/**
 * Every refusal, by its stable id. A page at /docs/errors/<id> explains each. Where several reasons share one rule,
 * that is on purpose: which of them it was would help somebody who guesses.
 */
export const rules = {
  ...requestRules,
  ...authorizationRules,
  ...clientRules,
  ...tokenRules,
  ...deviceRules,
  ...dpopRules,
  ...registrationRules,
  ...detailsRules,
  ...oauth1BridgeRules,
} as const;

export type RuleId = keyof typeof rules;

/** Whether this is the id of a rule: for the documentation's addresses. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(rules, id);
}
