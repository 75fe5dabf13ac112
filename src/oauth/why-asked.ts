import type { Client } from './model/client.ts';
import { CONSENT_DAYS, type Consent } from './model/consent.ts';
import type { Resource } from './model/resource.ts';
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
export type AskedBefore = {
  readonly allowed: readonly string[];
  /** The URIs of the resources that were named before. */
  readonly allowedResources: readonly string[];
  readonly because: AskedBecause | undefined;
};

/** What is asked for. */
type Asked = { readonly scopes: readonly string[]; readonly resources: readonly Resource[] | undefined };

/** Why this request is asked about, and which scopes were allowed before: the rest is new to the person. */
export function whyAsked(request: AuthorizationRequest, consent: Consent | undefined, now: Date): AskedBefore {
  const { address, prompts, responseType, dialect, claims } = request;
  const { client } = address;
  return askedBefore(client, request, consent, () => {
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
export function whyDeviceAsked(client: Client, asked: Asked, consent: Consent | undefined): AskedBefore {
  return askedBefore(client, asked, consent, () => 'device');
}

function askedBefore(
  client: Client,
  { scopes, resources = [] }: Asked,
  consent: Consent | undefined,
  otherwise: () => AskedBecause | undefined,
): AskedBefore {
  if (!consent?.approved) return { allowed: [], allowedResources: [], because: undefined };
  const allowed = consent.approved.scopes.map((name) => client.scopeAliases.get(name) ?? name);
  const allowedResources = consent.approved.resources;
  if (consent.approved.at <= client.identityChangedAt) return { allowed, allowedResources, because: 'changed' };
  const nothingNew =
    scopes.every((name) => allowed.includes(name)) && resources.every(({ uri }) => allowedResources.includes(uri));
  return { allowed, allowedResources, because: nothingNew ? otherwise() : 'more' };
}
