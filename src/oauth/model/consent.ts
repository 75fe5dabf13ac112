import type { From } from '../../events.ts';
import type { AuthorizationDetail } from './authorization-details.ts';
import type { Client } from './client.ts';

/** For how many days since it was last used a consent may stand for an answer. */
export const CONSENT_DAYS = 365;

/** What a person has allowed an application, as that person sees it. */
export type Consent = {
  readonly client: Pick<Client, 'id' | 'name' | 'homepage' | 'logo' | 'accessTokenSeconds' | 'refreshTokenSeconds'> & {
    /** Undefined: nobody is known. */
    readonly ownerName: string | undefined;
    /** An administrator stands for it: by trusting it, or as its owner. */
    readonly verified: boolean;
  };
  /** All that it may have: what was approved, and what it got by a grant that asks for no approval. */
  readonly scopes: readonly string[];
  /** What was approved on a page, the last time; undefined: nothing, it has what it has by a grant that asks for no approval. */
  readonly approved:
    | {
        readonly at: Date;
        readonly scopes: readonly string[];
        /** The URIs of the resources that were named then. */
        readonly resources: readonly string[];
      }
    | undefined;
  /** What beyond scopes was granted with approvals that live, each once (RFC 9396 §7). */
  readonly details: readonly AuthorizationDetail[];
  /** By which of those grants it has access now. */
  readonly directly: readonly string[];
  /** The first approval. */
  readonly createdAt: Date;
  /** To the hour. */
  readonly lastUsedAt: Date;
};

export type ConsentStore = {
  /** The last used first. */
  list(userId: string): Promise<readonly Consent[]>;
  /** Forgets it and ends every authorization that came of it, with its row of the audit trail. Whether there was anything to end. */
  revoke(userId: string, clientId: string, from: From): Promise<boolean>;
};
