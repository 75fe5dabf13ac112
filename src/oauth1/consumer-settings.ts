import {
  addedPrivileged,
  type HomepageProblem,
  homepageProblem,
  type NameProblem,
  nameProblem,
  type ScopeRules,
  type ScopesProblem,
  scopesProblem,
  tidyName,
} from '../oauth/client-settings.ts';
import type { Scope } from '../oauth/model/scope.ts';
import { OUT_OF_BAND, type RedirectUriProblem, redirectUriProblem } from '../oauth/redirect-uri.ts';
import { rsaKeyBits } from '../secrets.ts';
import type { ConsumerSettings } from './model/consumer.ts';

/** What a person typed into a registration, as it came. */
export type TypedConsumer = {
  readonly [Key in keyof ConsumerSettings]: Key extends 'scopes' ? readonly string[] : string;
};

/** What is wrong with one field. */
export type ConsumerProblem = { readonly field: keyof ConsumerSettings; readonly problem: ConsumerFieldProblem };

/** What is wrong, and what a sentence about it names; the words are elsewhere. */
export type ConsumerFieldProblem =
  | NameProblem
  | HomepageProblem
  | ScopesProblem
  | RedirectUriProblem
  | KeyProblem
  | { readonly id: 'homepage-missing' | 'callback-out-of-band' };

type KeyProblem =
  | { readonly id: 'key-private' | 'key-not-rsa' }
  | { readonly id: 'key-too-short'; readonly bits: number; readonly least: number }
  | { readonly id: 'key-too-long'; readonly bits: number; readonly most: number };

/** Settings in order, or every problem at once. `needsReview`: an administrator must look at it first. */
export type CheckedConsumer =
  | { readonly settings: ConsumerSettings; readonly needsReview: boolean }
  | { readonly problems: readonly ConsumerProblem[] };

/** As the scope catalogue names what OAuth 1.0a can carry. */
const OAUTH1 = 'oauth1';
const FEWEST_BITS = 2048;
const MOST_BITS = 8192;
const LONGEST_KEY = 16_384;

/** The scopes of the catalogue that a consumer may have at all. */
export function consumerScopes(catalogue: readonly Scope[]): readonly Scope[] {
  return catalogue.filter(({ grants }) => grants.length === 0 || grants.includes(OAUTH1));
}

/** Checks what a person typed into the registration of a consumer. Nothing beyond ConsumerSettings can be set here. */
export function checkConsumerSettings(typed: TypedConsumer, rules: ScopeRules): CheckedConsumer {
  const name = tidyName(typed.name);
  const [homepage, callbackUrl, supportUrl] = [
    typed.homepage.trim(),
    typed.callbackUrl.trim(),
    typed.supportUrl.trim(),
  ];
  const rsaPublicKey = typed.rsaPublicKey.replace(/\r\n?/g, '\n').trim();
  const scopes = [...new Set(typed.scopes)];
  const own = { ...rules, catalogue: consumerScopes(rules.catalogue) };
  const found: Readonly<Record<keyof ConsumerSettings, ConsumerFieldProblem | undefined>> = {
    name: nameProblem(name),
    homepage: homepage === '' ? { id: 'homepage-missing' } : homepageProblem(homepage),
    callbackUrl: callbackUrl === '' ? undefined : callbackProblem(callbackUrl),
    supportUrl: supportUrl === '' ? undefined : homepageProblem(supportUrl),
    scopes: scopesProblem(scopes, [OAUTH1], own),
    rsaPublicKey: rsaPublicKey === '' ? undefined : keyProblem(rsaPublicKey),
  };
  const problems = Object.entries(found).flatMap(([field, problem]) =>
    problem === undefined ? [] : [{ field: field as keyof ConsumerSettings, problem }],
  );
  if (problems.length > 0) return { problems };
  const settings = {
    name,
    homepage,
    callbackUrl: callbackUrl || undefined,
    supportUrl: supportUrl || undefined,
    scopes,
    rsaPublicKey: rsaPublicKey === '' ? undefined : rsaPublicKey,
  };
  return { settings, needsReview: rules.privileged === 'review' && addedPrivileged(scopes, own).length > 0 };
}

/** What a consumer is told at its callback (RFC 5849 §2.2). */
export const CALLBACK_ANSWERED = ['oauth_token', 'oauth_verifier', 'oauth_problem'] as const;

function callbackProblem(callbackUrl: string): ConsumerFieldProblem | undefined {
  if (callbackUrl === 'oob' || callbackUrl === OUT_OF_BAND) return { id: 'callback-out-of-band' };
  return redirectUriProblem(callbackUrl, { answered: CALLBACK_ANSWERED });
}

function keyProblem(pem: string): KeyProblem | undefined {
  if (pem.includes('PRIVATE KEY')) return { id: 'key-private' };
  const bits = pem.length > LONGEST_KEY ? undefined : rsaKeyBits(pem);
  if (bits === undefined) return { id: 'key-not-rsa' };
  if (bits < FEWEST_BITS) return { id: 'key-too-short', bits, least: FEWEST_BITS };
  return bits > MOST_BITS ? { id: 'key-too-long', bits, most: MOST_BITS } : undefined;
}
