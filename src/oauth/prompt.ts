import { type Acr, leastAcr } from './acr.ts';
import { OAuthError } from './errors.ts';
import type { Parameters } from './parameters.ts';

/**
 * What a client may ask to be done with the person (OpenID Connect Core 1.0 §3.1.2.1), whether it asks for openid or not. `create` is there
 * where people may make accounts (OpenID Connect Prompt Create 1.0 §4.1).
 */
const PROMPTS = ['none', 'login', 'consent', 'select_account', 'create'] as const;
export type Prompt = (typeof PROMPTS)[number];

/** Those that a server has. */
export function promptsFor({ signsUp }: { readonly signsUp: boolean }): readonly Prompt[] {
  return PROMPTS.filter((name) => name !== 'create' || signsUp);
}

export type Prompts = {
  readonly prompts: readonly Prompt[];
  /** How long ago, in seconds, the person may have proved who they are; undefined: as long as their session lives. */
  readonly maxAge: number | undefined;
  /** How surely the person is to be known, at least; undefined: it does not matter. */
  readonly acr: Acr | undefined;
};

/**
 * prompt, max_age and acr_values. A value that is not known is refused rather than overlooked: a client that sent `create` and is shown
 * something else would take an old account for a new one.
 */
export function readPrompts(parameters: Parameters, known: readonly Prompt[]): Prompts {
  const asked = (parameters.get('prompt') ?? '').split(' ').filter((name) => name !== '');
  const unknown = asked.find((name) => !known.some((each) => each === name));
  if (unknown !== undefined) throw new OAuthError('prompt-unsupported', unknown);
  const prompts = PROMPTS.filter((name) => asked.includes(name));
  if (prompts.includes('none') && prompts.length > 1) throw new OAuthError('prompt-none-not-alone', prompts.join(' '));
  const age = parameters.get('max_age');
  if (age !== undefined && !/^\d{1,9}$/.test(age)) throw new OAuthError('max-age-malformed', age);
  return { prompts, maxAge: age === undefined ? undefined : Number(age), acr: leastAcr(parameters.get('acr_values')) };
}
