import type { ResponseMode } from '../response-mode.ts';

/** In the fragment, which browsers send to no server (RFC 6749 §4.2.2). No registered address has one of its own. */
export const fragment: ResponseMode = {
  name: 'fragment',
  responseTypes: ['token', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
  carry: (uri, answer) => ({ redirect: `${uri}#${answer}` }),
};
