import { isLoopback, OUT_OF_BAND, type RedirectUriProblem, redirectUriProblem } from './redirect-uri.ts';

export type ServerUriProblem = RedirectUriProblem | { readonly id: 'uri-no-server' };

/**
 * What is wrong with an address of an application's own server, to which requests are sent; undefined: nothing. Plain http leads no
 * further than this computer, and nowhere unless whoever runs it allows that (S098).
 */
export function serverUriProblem(uri: string): ServerUriProblem | undefined {
  const problem = uri === OUT_OF_BAND ? undefined : redirectUriProblem(uri, { answered: [] });
  if (problem) return problem;
  return /^https:/i.test(uri) || isLoopback(uri) ? undefined : { id: 'uri-no-server' };
}
