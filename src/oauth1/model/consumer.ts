import type { Administrator } from '../../events.ts';
import type { Actor, ListPage, Review } from '../../oauth/model/client.ts';

/**
 * An application of OAuth 1.0a: RFC 5849 §1.1 calls it a client, everybody's libraries a consumer. It has nothing to do
 * with the clients of OAuth 2 but its owner and the scopes.
 */
export type Consumer = {
  /** RFC 5849 §3.1: oauth_consumer_key. Public. */
  readonly key: string;
  readonly name: string;
  /** The main application URL: the consent page links it under the name. */
  readonly homepage: string;
  /** The one address that people may be sent back to; undefined: the verifier is shown to them. */
  readonly callbackUrl: string | undefined;
  readonly supportUrl: string | undefined;
  /** Undefined: its owner deleted their account. */
  readonly ownerId: string | undefined;
  readonly ownerName: string | undefined;
  readonly scopes: readonly string[];
  /** PEM: with one it may sign with RSA-SHA1. */
  readonly rsaPublicKey: string | undefined;
  /** Whether it may send its secrets instead of signing. An administrator's decision. */
  readonly plaintextAllowed: boolean;
  /** "review" waits for an administrator; only "active" may do anything. */
  readonly state: 'active' | 'review' | 'disabled';
  /** An administrator approved its name, owner, homepage and callback URL as they are now. */
  readonly verified: boolean;
  /** When an administrator refused it as it is; undefined: it was not refused, or was changed since. */
  readonly rejectedAt: Date | undefined;
  /** What an administrator wrote to its developer. */
  readonly note: string | undefined;
  /** Counted up with every change of it. */
  readonly revision: number;
  readonly createdAt: Date;
};

/** What a developer may set; registration checks it (oauth1/register-consumer.ts). */
export type ConsumerSettings = Pick<
  Consumer,
  'name' | 'homepage' | 'callbackUrl' | 'supportUrl' | 'scopes' | 'rsaPublicKey'
>;

export type NewConsumer = {
  readonly key: string;
  readonly ownerId: string;
  readonly settings: ConsumerSettings;
  /** In plain text: the store encrypts it. */
  readonly secret: string;
  readonly inReview: boolean;
};

/** A line of a list. */
export type ListedConsumer = Consumer & {
  /** How many tokens live. */
  readonly tokens: number;
  /** When one of them was last used, to five minutes; undefined: there is none. */
  readonly lastUsedAt: Date | undefined;
};

/** `page` counts from 1. */
export type ConsumerList = { readonly consumers: readonly ListedConsumer[]; readonly total: number };

/**
 * What the people who keep consumers ask. Booleans say whether there was such a consumer, and it was theirs. A method is
 * one transaction, with its row of the audit trail.
 */
export type ConsumerRegistry = {
  find(key: string): Promise<Consumer | undefined>;
  findOwned(key: string, ownerId: string): Promise<Consumer | undefined>;
  /** The newest first. */
  listOwned(ownerId: string, page: ListPage): Promise<ConsumerList>;
  /** False, and nothing is stored, where there is one of this key, or its owner has `most` and is not an administrator. */
  register(consumer: NewConsumer, by: Actor, most?: number): Promise<boolean>;
  /** Nothing but the settings. */
  change(key: string, settings: ConsumerSettings, by: Actor): Promise<boolean>;
  /** The old secret ends at once. `secret` in plain text. */
  rotateSecret(key: string, secret: string, by: Actor): Promise<boolean>;
  /** With everything that was issued to it. */
  delete(key: string, by: Actor): Promise<boolean>;

  // For administrators only.
  /** Those that wait for review first, then the newest. */
  list(page: ListPage): Promise<ConsumerList>;
  allowPlaintext(key: string, allowed: boolean, by: Administrator): Promise<boolean>;
  /** Ends its tokens as well. */
  disable(key: string, by: Administrator): Promise<boolean>;
  enable(key: string, by: Administrator): Promise<boolean>;
  /** Ends its wait for review and marks it as verified; false too where it changed since, or is both already. */
  approve(key: string, by: Administrator, review?: Review): Promise<boolean>;
  /** It waits no more, until its owner changes it. Only what is in review is rejected. */
  reject(key: string, by: Administrator, review: Review): Promise<boolean>;
};
