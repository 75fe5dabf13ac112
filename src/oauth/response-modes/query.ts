import { appended } from '../redirect-uri.ts';
import type { ResponseMode } from '../response-mode.ts';

/** Appended to the query of the redirect URI (RFC 6749 §4.1.2). Queries are logged: a token never travels so. */
export const query: ResponseMode = {
  name: 'query',
  responseTypes: ['code'],
  carry(uri, answer) {
    return { redirect: appended(uri, answer) };
  },
};
