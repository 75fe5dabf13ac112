import { findReturnAddress } from '../oauth/authorize.ts';
import { OAuthError } from '../oauth/errors.ts';
import { readParameters } from '../oauth/parameters.ts';
import type { Deps } from './deps.ts';
import { canonicalRequest } from './dialects.ts';
import { MalformedForm, parseForm } from './form.ts';
import { formActionFor } from './plugins/security-headers.ts';
import { isVerified } from './verified.ts';

/** The application for which a person signs in. */
export type Requester = {
  readonly name: string;
  readonly initial: string;
  readonly verified: boolean;
  /** Where the forms on the way to it may end. */
  readonly formAction: readonly string[];
};

const STEPS = new Set(['/oauth2/authorize', '/oauth2/authorize/', '/consent']);

/** The application whose valid authorization request stands at `returnTo`, if that is what it is. */
export async function findRequester(
  returnTo: string,
  deps: Pick<Deps, 'clients' | 'users' | 'dialects' | 'now'>,
): Promise<Requester | undefined> {
  const [path = ''] = returnTo.split('?', 1);
  const query = returnTo.slice(path.length + 1);
  if (!STEPS.has(path)) return undefined;
  try {
    const said = await canonicalRequest(readParameters(parseForm(query)), (id) => deps.clients.find(id), deps);
    const { client, uri } = await findReturnAddress(said.parameters, said.find);
    return {
      name: client.name,
      initial: ([...client.name][0] ?? '').toUpperCase(),
      verified: await isVerified(client, deps),
      formAction: formActionFor(uri),
    };
  } catch (error) {
    if (error instanceof OAuthError || error instanceof MalformedForm) return undefined; // its own page will say so
    throw error;
  }
}
