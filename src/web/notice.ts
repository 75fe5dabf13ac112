/** A word above a page's content, as views/partials/notice.eta shows it. */
export type Notice = { readonly kind: 'information' | 'success' | 'warning' | 'danger'; readonly text: string };
