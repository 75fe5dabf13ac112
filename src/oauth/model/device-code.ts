import type { MintedAccessToken } from './access-token.ts';
import type { Browser } from './authorization.ts';
import type { FamilyFacts, Issued, ProvedKey } from './issued.ts';
import type { MintedRefreshToken } from './refresh-token.ts';
import type { Target, Targeted } from './target.ts';

/** The wire name of the grant (RFC 8628 §3.4). */
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** Seconds between two polls at first (RFC 8628 §3.5). */
export const POLL_SECONDS = 5;

/** What a device asked for, about to be stored. */
export type NewDeviceCode = {
  readonly hash: Buffer;
  /** Under every key, the newest first: that one is stored, and none of them may be another live code's. */
  readonly userCodeHashes: readonly Buffer[];
  readonly clientId: string;
  readonly revision: number;
  readonly scopes: readonly string[];
  /** As asked for, where a name of old was used. */
  readonly wording: string | undefined;
  /** The URIs of the resources that it asked for. */
  readonly resources: readonly string[];
  /** Digest of the address prefix that it counts against; undefined where the device is not who asks. */
  readonly addressHash: Buffer | undefined;
  readonly seconds: number;
  /** How many codes may live at a time. */
  readonly mostPerClient: number;
  readonly mostPerAddress: number;
};

export type Begun =
  | 'begun'
  /** Another live code looks the same. */
  | 'taken'
  /** There are too many already. */
  | 'too-many'
  | 'stale';

export type Poll = {
  readonly hash: Buffer;
  readonly clientId: string;
  readonly revision: number;
  readonly access: MintedAccessToken;
  readonly refresh: MintedRefreshToken | undefined;
  readonly key: ProvedKey | undefined;
  /** What its tokens are for; undefined: the poll named no resource. */
  readonly target: Target | undefined;
};

export type Polled =
  | Targeted
  /** `asked`: the scopes as the device named them. */
  | { readonly outcome: 'issued'; readonly issued: Issued; readonly asked: string | undefined }
  | { readonly outcome: 'pending' | 'slow-down' | 'denied' | 'expired' | 'refused' | 'stale' };

/** A code that a session has entered. */
export type EnteredCode = {
  /** What this session decided; undefined: it still waits. */
  readonly answer: 'approved' | 'denied' | undefined;
  readonly clientId: string;
  /** As asked for by the device. */
  readonly scope: string;
  /** The URIs of the resources that it asked for. */
  readonly resources: readonly string[];
  /** When the device asked. */
  readonly createdAt: Date;
};

/** A pending code by what the page names it by, and the session that entered it. */
export type Entered = Browser & { readonly handleHash: Buffer };

/** Every method is one statement. */
export type DeviceCodeStore = {
  begin(code: NewDeviceCode): Promise<Begun>;
  /** Says how it stands, and where the person has agreed consumes the code and issues: exactly one caller wins. */
  poll(poll: Poll): Promise<Polled>;
  /**
   * Binds a waiting code to the session that entered it, under a handle: until that session ends nobody else can.
   * Whether there was such a code.
   */
  enter(userCodeHashes: readonly Buffer[], entered: Entered): Promise<boolean>;
  /** What this session entered, by this code, while it waits, and what it decided, while that holds. */
  findEntered(entered: Entered, userCodeHashes: readonly Buffer[]): Promise<EnteredCode | undefined>;
  /** The decision of the session that entered it: consent and family, once. `gone`: it was not to be decided any more. */
  approve(
    entered: Entered,
    authorization: {
      readonly id: string;
      readonly clientId: string;
      readonly revision: number;
      readonly scopes: readonly string[];
      /** The longest that any of its tokens can live. */
      readonly seconds: number;
      /** What few families have; the store adds how the person was authenticated. */
      readonly facts?: FamilyFacts | undefined;
    },
  ): Promise<'approved' | 'gone' | 'signed-out' | 'stale'>;
  deny(entered: Entered): Promise<'denied' | 'gone' | 'signed-out'>;
};
