/** Where a request came from, for limits and the audit trail. */
export type RequestOrigin = { readonly address: string; readonly requestId?: string | undefined };
