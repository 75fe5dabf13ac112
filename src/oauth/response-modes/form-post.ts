import type { ResponseMode } from '../response-mode.ts';

/** In a form that the browser posts (OAuth 2.0 Form Post Response Mode §2): no address, log or history has the code. */
export const formPost: ResponseMode = {
  name: 'form_post',
  responseTypes: ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
  // An app that has a scheme of its own is opened by an address, and gets no body.
  leadsTo: (uri) => /^https?:/i.test(uri),
  carry: (uri, answer) => ({ form: { action: uri, fields: answer } }),
};
