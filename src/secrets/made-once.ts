import { digest } from './digest.ts';
import type { Keys } from './keys.ts';
import { randomId, randomSecret } from './random.ts';
import { idFrom, randomToken, type TokenKind, tokenFrom } from './token.ts';

/** Where the id and the secret of something new come from. */
export type Mint = {
  /** 22 letters and digits. */
  id(of: string): string;
  secret(kind: TokenKind): string;
  /** 256 bits, base64url: for cookies and links. */
  value(of: string): string;
  /** Names what is done once and never again (events.ts); undefined: it is done whenever it is asked for. */
  readonly intention: Buffer | undefined;
};

/** New ones at every call. */
export const AT_RANDOM: Mint = {
  id: () => randomId(22),
  secret: randomToken,
  value: randomSecret,
  intention: undefined,
};

/**
 * The same ones each time for one intention, such as a form that was sent twice: whoever comes second can name what the first
 * one made. `intention` names the person and holds something random, so that nobody else's leads to the same.
 */
export function madeOnce(intention: string, keys: Pick<Keys, 'mac'>): Mint {
  const bytes = (of: string) => keys.mac('made-once', `${of}\n${intention}`);
  return {
    id: (of) => idFrom(bytes(`id ${of}`)),
    secret: (kind) => tokenFrom(kind, bytes(`secret ${kind}`)),
    value: (of) => bytes(`value ${of}`).toString('base64url'),
    intention: digest(intention),
  };
}
