import type { Grant } from './grant.ts';
import type { Client } from './model/client.ts';
import type { Parameters } from './parameters.ts';

/** How an answer of the authorization endpoint travels home: response_mode (RFC 6749 §3.1.1 leaves it to extensions). */
export type ResponseMode = {
  readonly name: string;
  /** The response types whose answers may travel so; the first mode that carries a type is that type's default. */
  readonly responseTypes: readonly string[];
  /** Whether it leads to such a redirect URI; left out: to every one. */
  leadsTo?(uri: string): boolean;
  /** The answer on its way to the redirect URI, whose own query stays as it is. A mode that signs takes its time. */
  carry(uri: string, answer: URLSearchParams, to: Addressee): Carried | Promise<Carried>;
};

/** Whose answer it is, and of which response type. */
export type Addressee = { readonly client: Client; readonly responseType: string };

/** How the browser takes an answer along: it follows a redirect, or posts a form. */
export type Carried =
  | { readonly redirect: string }
  | { readonly form: { readonly action: string; readonly fields: URLSearchParams } };

/** A response type by its one name here: the order of its words says nothing (OAuth 2.0 Multiple Response Types §3). */
export function responseTypeOf(sent: string): string {
  return sent.split(' ').sort().join(' ');
}

/** The modes that a server with these grants has a use for, each for the response types that there are. */
export function modesFor(modes: readonly ResponseMode[], grants: readonly Grant[]): readonly ResponseMode[] {
  const types = grants.flatMap((grant) => grant.responseTypes);
  return modes
    .map((mode) => ({ ...mode, responseTypes: mode.responseTypes.filter((type) => types.includes(type)) }))
    .filter(({ responseTypes }) => responseTypes.length > 0);
}

/** Whether answers of this mode are signed (JARM §2.3); undefined: that of the response type, which are not. */
export function isSigned(mode: string | undefined): boolean {
  return /(?:^|\.)jwt$/.test(mode ?? '');
}

/** Whether this server sends an answer of this type to this address so. */
export function carries(
  modes: readonly ResponseMode[],
  name: string,
  { responseType, uri }: { readonly responseType: string; readonly uri: string },
): boolean {
  const fits = ({ leadsTo, ...mode }: ResponseMode) =>
    mode.name === name && mode.responseTypes.includes(responseType) && leadsTo?.(uri) !== false;
  return modes.some(fits);
}

/**
 * How the answer to these parameters travels to this address, refusals included: as it was asked for where that can be,
 * otherwise as the type says (RFC 6749 §4.2.2.1), and in the query where that is unclear.
 */
export function modeOfAnswer(
  parameters: Parameters,
  uri: string,
  modes: readonly ResponseMode[],
): { readonly mode: ResponseMode; readonly responseType: string } {
  const [sent = '', ...others] = parameters.all('response_type');
  const type = responseTypeOf(sent);
  const [name = '', ...otherModes] = parameters.all('response_mode');
  const known = others.length === 0 && modes.some((mode) => mode.responseTypes.includes(type));
  const responseType = known ? type : (modes[0]?.responseTypes[0] ?? '');
  const asked = otherModes.length === 0 && carries(modes, name, { responseType, uri });
  const mode = modes.find((each) => (asked ? each.name === name : each.responseTypes.includes(responseType)));
  if (!mode) throw new Error('there is no response mode');
  return { mode, responseType };
}
