import type { Client } from './model/client.ts';
import { CONSENT_DAYS, type Consent } from './model/consent.ts';
import type { AuthorizationRequest } from './read-request.ts';

/** Why somebody is asked who has allowed the application something before. */
export type AskedBecause =
  | 'changed'
  | 'more'
  | 'prompt'
  | 'details'
  | 'public'
  | 'token'
  | 'claims'
  | 'dialect'
  | 'idle'
  | 'device'
  | 'consumer';

/** What a person who is asked has allowed before: `because` undefined where that is nothing, or no reason is known. */
export type AskedBefore = { readonly allowed: readonly string[]; readonly because: AskedBecause | undefined };

/** Why this request is asked about, and which scopes were allowed before: the rest is new to the person. */
export function whyAsked(request: AuthorizationRequest, consent: Consent | undefined, now: Date): AskedBefore {
  const { address, scopes, prompts, responseType, dialect, claims } = request;
  const { client } = address;
  return askedBefore(client, scopes, consent, () => {
    if (request.details.length > 0) return 'details';
    if (prompts.includes('consent')) return 'prompt';
    if (responseType !== 'code') return 'token';
    if (claims && claims.beyond.length > 0) return 'claims';
    if (!client.confidential && !client.trusted) return 'public';
    if (dialect?.remembersConsent === false) return 'dialect';
    return consent && now.getTime() - consent.lastUsedAt.getTime() > CONSENT_DAYS * 86_400_000 ? 'idle' : undefined;
  });
}

/** The same of a device, which is asked about each time. */
export function whyDeviceAsked(client: Client, scopes: readonly string[], consent: Consent | undefined): AskedBefore {
  return askedBefore(client, scopes, consent, () => 'device');
}

function askedBefore(
  client: Client,
  scopes: readonly string[],
  consent: Consent | undefined,
  otherwise: () => AskedBecause | undefined,
): AskedBefore {
  if (!consent?.approved) return { allowed: [], because: undefined };
  const allowed = consent.approved.scopes.map((name) => client.scopeAliases.get(name) ?? name);
  if (consent.approved.at <= client.identityChangedAt) return { allowed, because: 'changed' };
  return { allowed, because: scopes.every((name) => allowed.includes(name)) ? otherwise() : 'more' };
}
