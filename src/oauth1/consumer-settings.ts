import {
  addedPrivileged,
  homepageProblem,
  nameProblem,
  type ScopeRules,
  scopesProblem,
  tidyName,
} from '../oauth/client-settings.ts';
import type { Scope } from '../oauth/model/scope.ts';
import { OUT_OF_BAND, redirectUriProblem } from '../oauth/redirect-uri.ts';
import { rsaKeyBits } from '../secrets.ts';
import type { ConsumerSettings } from './model/consumer.ts';

/** What a person typed into a registration, as it came. */
export type TypedConsumer = {
  readonly [Key in keyof ConsumerSettings]: Key extends 'scopes' ? readonly string[] : string;
};

/** What is wrong with one field: a sentence that says what to do. */
export type ConsumerProblem = { readonly field: keyof ConsumerSettings; readonly sentence: string };

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
  const sentences: Readonly<Record<keyof ConsumerSettings, string | undefined>> = {
    name: nameProblem(name),
    homepage:
      homepage === ''
        ? 'Give the address of a page about it: people are shown a link to it when they are asked for access.'
        : homepageProblem(homepage),
    callbackUrl: callbackUrl === '' ? undefined : callbackProblem(callbackUrl),
    supportUrl: supportUrl === '' ? undefined : homepageProblem(supportUrl),
    scopes: scopesProblem(scopes, [OAUTH1], own),
    rsaPublicKey: rsaPublicKey === '' ? undefined : keyProblem(rsaPublicKey),
  };
  const problems = Object.entries(sentences).flatMap(([field, sentence]) =>
    sentence === undefined ? [] : [{ field: field as keyof ConsumerSettings, sentence }],
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

function callbackProblem(callbackUrl: string): string | undefined {
  if (callbackUrl === 'oob' || callbackUrl === OUT_OF_BAND) {
    return 'Leave it empty: without an address people are shown a code to copy.';
  }
  return redirectUriProblem(callbackUrl, { answered: CALLBACK_ANSWERED });
}

function keyProblem(pem: string): string | undefined {
  if (pem.includes('PRIVATE KEY')) {
    return 'This is a private key. Whoever has it can act as your application: make a new pair, and paste the public half.';
  }
  const bits = pem.length > LONGEST_KEY ? undefined : rsaKeyBits(pem);
  if (bits === undefined) return 'This is not an RSA public key. It begins with -----BEGIN PUBLIC KEY-----.';
  if (bits < FEWEST_BITS) return `The key has ${bits} bits. Use at least ${FEWEST_BITS}.`;
  return bits > MOST_BITS ? `The key has ${bits} bits. Use at most ${MOST_BITS}.` : undefined;
}
