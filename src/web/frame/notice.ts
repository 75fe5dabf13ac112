/** A word above a page's content, as views/partials/notice.eta shows it. */
export type Notice = {
  readonly kind: 'information' | 'success' | 'warning' | 'danger';
  readonly text: string;
  /** Behind the text: where to do something about it. */
  readonly link?: { readonly href: string; readonly text: string };
};
