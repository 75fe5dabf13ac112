import type { ClientMetadata } from './client-metadata.ts';
import type { Confirmation, FamilyFacts } from './issued.ts';

/** What is known of a person, for applications that may see it. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Mail has reached them there. */
  readonly emailVerified?: boolean;
  /** When any of this last changed: seconds since 1970. */
  readonly updatedAt: number;
  /** The names of the groups that the application may know they are in; undefined: nothing that it asked for tells them. */
  readonly groups?: readonly string[] | undefined;
  /** What they are at the application, as it called it itself; undefined: nothing that it asked for tells it. */
  readonly roles?: readonly string[] | undefined;
  /** Claims by their names in OpenID Connect Core 1.0 §5.1, or of one's own. */
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** A live access token of a person, as userinfo needs it. */
export type PersonalToken = {
  readonly person: Person;
  readonly facts: FamilyFacts | undefined;
  readonly clientId: string;
  /** userinfo_signed_response_alg of its application; undefined: userinfo answers in JSON. */
  readonly signedResponseAlg: string | undefined;
  /** What its application is registered with. */
  readonly profile: ClientMetadata['profile'];
  /** The URIs of the resources that it is for; undefined: it names none. */
  readonly resources: readonly string[] | undefined;
  /** Whether `openid` is among its scopes. */
  readonly openid: boolean;
  /** What its scopes release, by the names of claims. */
  readonly claims: readonly string[];
};

export type PersonStore = {
  /** One statement. Undefined where no live access token of a person has this digest, or it is bound to another key than was proved. */
  findByToken(hash: Buffer, proved: Confirmation): Promise<PersonalToken | undefined>;
  /** An enabled person, and what these scopes release of them to this client. */
  findReleased(
    id: string,
    scope: string,
    clientId: string,
  ): Promise<{ readonly person: Person; readonly claims: readonly string[] } | undefined>;
  /** By what the applications of this sector know a person (OpenID Connect Core 1.0 §8.1). */
  subjectOf(id: string, sector: string): Promise<string>;
};
