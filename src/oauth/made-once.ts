import { idFrom, type Keys, randomId, randomToken, type TokenKind, tokenFrom } from '../secrets.ts';

/** Where the id and the secret of something new come from. */
export type Mint = {
  /** 22 letters and digits. */
  id(of: string): string;
  secret(kind: TokenKind): string;
};

/** New ones at every call. */
export const AT_RANDOM: Mint = { id: () => randomId(22), secret: randomToken };

/**
 * The same ones each time for one intention, such as a form that was sent twice: the second making finds what the first
 * one made. `intention` names the person and holds something random, so that nobody else's leads to the same.
 */
export function madeOnce(intention: string, keys: Pick<Keys, 'mac'>): Mint {
  const bytes = (of: string) => keys.mac('made-once', `${of}\n${intention}`);
  return { id: (of) => idFrom(bytes(`id ${of}`)), secret: (kind) => tokenFrom(kind, bytes(`secret ${kind}`)) };
}
