/** Why a request to somebody else's server came to nothing: for the log and for whoever registered the address, never for who asked. */
export type OutboundFault =
  | 'address-refused' // not https, or no address that may be reached, or none at all: which of these is not told (S098)
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'redirect'
  | 'status'
  | 'encoded'
  | 'too-large'
  | 'not-json'
  | 'rate';

export type OutboundFailure = { readonly kind: 'failed'; readonly fault: OutboundFault };

export type FetchedDocument = {
  readonly kind: 'fetched';
  readonly json: unknown;
  /** How long it may be kept, as its server says (RFC 9111 §5.2.2); undefined: it does not. */
  readonly maxAgeSeconds: number | undefined;
};

/** Gets a JSON document of somebody else's, anew. `mostBytes`: 64 KiB if nothing is said. Does not throw. */
export type FetchDocument = (
  url: string,
  options?: { readonly accept?: string; readonly mostBytes?: number },
) => Promise<FetchedDocument | OutboundFailure>;

/** Gets a text of ASCII of somebody else's, anew. Does not throw. */
export type FetchText = (
  url: string,
  options: { readonly accept: string; readonly mostBytes: number },
) => Promise<{ readonly kind: 'fetched'; readonly text: string } | OutboundFailure>;

/** Sends a form to somebody else's server; what it answers is not read beyond its status, 2xx. Does not throw. */
export type PostForm = (
  url: string,
  form: Readonly<Record<string, string>>,
) => Promise<{ readonly kind: 'posted' } | OutboundFailure>;

/** Documents that are kept for a short time: keys, for example. */
export type CachedDocuments = {
  /** From memory while it may be kept; a failure is not remembered. */
  get(url: string): Promise<FetchedDocument | OutboundFailure>;
  /** Anew, because what is kept lacks something: at most once a minute for each address, else what is kept (S083). */
  refresh(url: string): Promise<FetchedDocument | OutboundFailure>;
};

/** Everything that leaves the server. */
export type Outbound = {
  readonly fetchDocument: FetchDocument;
  readonly fetchText: FetchText;
  readonly postForm: PostForm;
  readonly documents: CachedDocuments;
};
