import { detailsFault, type SentencePart, sentenceOfDetails } from './details-type.ts';
import { OAuthError } from './errors.ts';
import type { AuthorizationDetail, DetailsType, DetailsTypeStore } from './model/authorization-details.ts';
import type { Client } from './model/client.ts';
import type { Issued, TokenBinding } from './model/issued.ts';
import type { Parameters } from './parameters.ts';
import { readObject } from './strict-json.ts';

/** What was asked for, and what its person reads of it. */
export type AskedDetail = { readonly detail: AuthorizationDetail; readonly sentence: readonly SentencePart[] };

const MOST = 20;
const DEEPEST = 8;

/**
 * The authorization_details of a request (RFC 9396 §2), each of a type that is registered and that its client may ask for, and
 * as that type says; an empty list where there are none. The types are looked up only for who asks.
 */
export async function readDetails(
  parameters: Parameters,
  { metadata }: Client,
  { detailsTypes }: { readonly detailsTypes: Pick<DetailsTypeStore, 'list'> },
): Promise<readonly AskedDetail[]> {
  const details = parseDetails(parameters);
  if (details.length === 0) return [];
  const types = await detailsTypes.list();
  return Promise.all(
    details.map(async (detail) => {
      const type = types.find((each) => each.type === detail.type);
      if (!type || !metadata.authorizationDetailsTypes.includes(detail.type)) {
        throw new OAuthError('details-type-not-registered', detail.type);
      }
      return asked(detail, type);
    }),
  );
}

async function asked(detail: AuthorizationDetail, type: DetailsType): Promise<AskedDetail> {
  const fault = await detailsFault(detail, type);
  if (fault !== undefined) throw new OAuthError('details-not-of-type', fault);
  return { detail, sentence: sentenceOfDetails(detail, type) };
}

/**
 * The details that a token request narrows its access token to (RFC 9396 §6.1): some of those that were granted, each as it was;
 * undefined where it names none, and the token has them all. `granted` is asked only where it does.
 */
export async function narrowedDetails(
  parameters: Parameters,
  granted: () => Promise<readonly AuthorizationDetail[] | undefined>,
): Promise<readonly AuthorizationDetail[] | undefined> {
  if (parameters.get('authorization_details') === undefined) return undefined;
  const details = parseDetails(parameters);
  const had = ((await granted()) ?? []).map(canonical);
  const wider = details.find((detail) => !had.includes(canonical(detail)));
  if (wider) throw new OAuthError('details-wider-than-granted', wider.type);
  return details;
}

/** Refuses them where nobody would be asked about them: what is not understood is not ignored (RFC 9396 §5). */
export function refuseDetails(parameters: Parameters): void {
  if (parameters.get('authorization_details') !== undefined) throw new OAuthError('details-not-here');
}

/** The details of a token that was issued; undefined: it has none. */
export function detailsOf(
  binding: TokenBinding | undefined,
  facts: Issued['facts'],
): readonly AuthorizationDetail[] | undefined {
  return binding?.authorization_details ?? facts?.details;
}

/** A list of objects with a type, strictly: no member twice, not too many, and not too deep. */
function parseDetails(parameters: Parameters): readonly AuthorizationDetail[] {
  const sent = parameters.get('authorization_details');
  if (sent === undefined) return [];
  // As a member, so that repeated members are found in it.
  const { list: details, ...others } = readObject(`{"list":${sent}}`) ?? {};
  if (
    !Array.isArray(details) ||
    Object.keys(others).length > 0 ||
    details.length > MOST ||
    isDeeper(details, DEEPEST)
  ) {
    throw new OAuthError('details-malformed');
  }
  if (!details.every(isDetail)) throw new OAuthError('details-malformed');
  return details;
}

function isDetail(value: unknown): value is AuthorizationDetail {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isDeeper(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return most === 0 || Object.values(value).some((each) => isDeeper(each, most - 1));
}

/** One text for values that are equal, in whichever order their members stand. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
