import type { Grant } from './grant.ts';
import type { Parameters } from './parameters.ts';

/** How an answer of the authorization endpoint travels home: response_mode (RFC 6749 §3.1.1 leaves it to extensions). */
export type ResponseMode = {
  readonly name: string;
  /** The response types whose answers may travel so; the first mode that carries a type is that type's default. */
  readonly responseTypes: readonly string[];
  /** The redirect URI, whose own query stays as it is, with the answer. */
  carry(uri: string, answer: URLSearchParams): string;
};

/** The modes that a server with these grants has a use for. */
export function modesFor(modes: readonly ResponseMode[], grants: readonly Grant[]): readonly ResponseMode[] {
  const types = grants.flatMap((grant) => grant.responseTypes);
  return modes.filter((mode) => mode.responseTypes.some((type) => types.includes(type)));
}

/** Whether this server sends an answer of this type so. */
export function carries(modes: readonly ResponseMode[], name: string, responseType: string): boolean {
  return modes.some((mode) => mode.name === name && mode.responseTypes.includes(responseType));
}

/**
 * How the answer to these parameters travels, refusals included: as the type that was asked for says (RFC 6749 §4.2.2.1),
 * and in the query where that is unclear.
 */
export function modeOfAnswer(parameters: Parameters, modes: readonly ResponseMode[]): ResponseMode {
  const [type = '', ...others] = parameters.all('response_type');
  const own = others.length === 0 ? modes.find((mode) => mode.responseTypes.includes(type)) : undefined;
  const mode = own ?? modes[0];
  if (!mode) throw new Error('there is no response mode');
  return mode;
}
