import type { Administrator } from '../../events.ts';
import { type RedirectUriProblem, redirectUriProblem } from '../redirect-uri.ts';

/** A redirect URI of a preview: exact as every other, and only until then. */
export type PreviewUri = { readonly uri: string; readonly expiresAt: Date };

/** One that is stored; not `live`: the team that owns the application does not stand for its domain now. */
export type KeptPreview = PreviewUri & { readonly live: boolean };

export const MOST_PREVIEW_DAYS = 90;
export const MOST_PREVIEWS = 100;

/** `not-verified`: its host is under no domain that the owning team has verified; `registered`: it is one of the others already. */
export type PreviewAdded = 'added' | 'unknown' | 'not-verified' | 'registered' | 'too-many';

/** Redirect URIs that end, beside the registered ones. Each act is one transaction, and counts the client's revision up. */
export type PreviewStore = {
  /** One that is there ends at the new time. */
  add(
    clientId: string,
    preview: { readonly uri: string; readonly host: string; readonly days: number },
    by: Administrator,
  ): Promise<(PreviewUri & { readonly outcome: 'added' }) | { readonly outcome: Exclude<PreviewAdded, 'added'> }>;
  list(clientId: string): Promise<readonly KeptPreview[]>;
  remove(clientId: string, uri: string, by: Administrator): Promise<boolean>;
};

/** The host of an address that may be a preview's, or why it may not: what may be registered, over https, with the usual port or none. */
export function previewHost(
  uri: string,
): { readonly host: string } | { readonly problem: RedirectUriProblem | 'not-https' } {
  const problem = redirectUriProblem(uri);
  if (problem) return { problem };
  const [, host] = /^https:\/\/([a-z0-9.-]+)(?::[0-9]+)?(?:[/?]|$)/.exec(uri) ?? [];
  return host === undefined ? { problem: 'not-https' } : { host };
}
