import { familyFacts } from './family-facts.ts';
import { idTokenClaims } from './id-token.ts';
import { isFor } from './is-for.ts';
import type { IssueTokens } from './issue-tokens.ts';
import { accessTokenClaims } from './jwt-access-token.ts';
import type { Client } from './model/client.ts';
import type { Authentication, FamilyFacts } from './model/issued.ts';
import type { PersonStore } from './model/person.ts';
import { sectorOf } from './subject.ts';
import { defaultResources, scopesFor } from './target.ts';
import { userinfoClaims } from './userinfo.ts';

type Claims = Readonly<Record<string, unknown>>;

/** What an application would get for a person now. */
export type TokenPreview = {
  /** Undefined: `openid` is not among the scopes. */
  readonly idToken: Claims | undefined;
  readonly userinfo: Claims | undefined;
  /** Undefined: its access tokens are opaque. */
  readonly accessToken: Claims | undefined;
};

/** For whom, at which application, and how they signed in. */
type Asked = {
  readonly client: Client;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly auth: Authentication;
};

/**
 * What the tokens of this person would say, by the functions that write them, with the signature left out: the access token whose hash and name
 * stand in it is stored nowhere, so nothing of it opens anything. Undefined: there is no such person, or they are disabled.
 */
export async function previewTokens(
  asked: Asked,
  deps: {
    readonly issueTokens: Pick<IssueTokens, 'accessToken'>;
    readonly persons: Pick<PersonStore, 'findReleased' | 'subjectOf'>;
    readonly issuer: string;
    readonly now: Date;
  },
): Promise<TokenPreview | undefined> {
  const { client, userId } = asked;
  const resources = defaultResources(client);
  const kept = scopesFor(resources);
  const scopes = asked.scopes.filter((name) => kept?.includes(name) ?? true);
  const scope = scopes.join(' ');
  const found = await deps.persons.findReleased(userId, scope, client.id);
  if (!found) return undefined;
  const facts = await factsOf({ ...asked, scopes }, deps);
  const issued = { authorizationId: undefined, userId, scope, facts, issuedAt: deps.now.getTime() / 1000 };
  const tokens = { client, access: deps.issueTokens.accessToken(client, { resources }), issued };
  const told =
    scopes.includes('openid') &&
    isFor(
      resources?.map(({ uri }) => uri),
      deps.issuer,
    );
  return {
    idToken: await idTokenClaims(tokens, deps),
    userinfo: told ? userinfoClaims({ ...found, facts }) : undefined,
    accessToken: accessTokenClaims(tokens, deps),
  };
}

/** What the store would add to the facts of the family. */
async function factsOf(
  { client, userId, scopes, auth }: Asked,
  { persons }: { readonly persons: Pick<PersonStore, 'subjectOf'> },
): Promise<FamilyFacts | undefined> {
  const facts = familyFacts(client, { scopes });
  const sector = sectorOf(client);
  return facts && { ...facts, ...(sector === undefined ? {} : { sub: await persons.subjectOf(userId, sector) }), auth };
}
