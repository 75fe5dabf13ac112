/** The refusals that every page knows; the texts are in words/en/error.ts. */
const STATUS = {
  malformed: 400,
  crossSite: 403,
  staleForm: 403,
  forbidden: 403,
  notFound: 404,
  usedLink: 404,
  setupLink: 404,
  methodNotAllowed: 405,
  tooLarge: 413,
  addressTooLong: 414,
  mediaType: 415,
  tooMany: 429,
  conflict: 409,
  internal: 500,
  unavailable: 503,
  unknown: 503,
} as const;

export type PageErrorKind = keyof typeof STATUS;

/** Thrown by a page that can only say no: `throw new PageError('notFound')`. */
export class PageError extends Error {
  readonly kind: PageErrorKind;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: PageErrorKind, options?: { readonly retryAfterSeconds?: number; readonly cause?: unknown }) {
    super(kind, options);
    this.name = 'PageError';
    this.kind = kind;
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }

  get statusCode(): number {
    return STATUS[this.kind];
  }
}

/** The kind that an HTTP status alone tells. */
export function kindOfStatus(status: number): PageErrorKind {
  if (status === 429) return 'tooMany';
  if (status === 403) return 'forbidden';
  const [kind] = Object.entries(STATUS).find(([, own]) => own === status) ?? [];
  return (kind as PageErrorKind | undefined) ?? (status >= 500 ? 'internal' : 'malformed');
}
