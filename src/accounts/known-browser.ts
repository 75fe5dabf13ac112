import { type Keys, randomId } from '../secrets.ts';

const MARK = /^([0-9A-Za-z]{22})([0-9A-Za-z_-]{43})$/;
const MAX_ACCOUNTS = 5;

/**
 * The cookie of a browser that has signed in to `account` (a canonical address): a mark for each of the last five
 * accounts, which says nothing to anybody without SECRET. `cookie` is its value before.
 */
export function knownBrowserMark(keys: Keys, cookie: string | undefined, account: string): string {
  const marks = read(cookie);
  const known = marks.find((mark) => isFor(keys, mark, account));
  const nonce = known?.nonce ?? randomId();
  const mine = nonce + keys.mac('known-browser', bound(nonce, account)).toString('base64url');
  const others = marks.filter((mark) => mark !== known).map((mark) => mark.text);
  return [mine, ...others].slice(0, MAX_ACCOUNTS).join('.');
}

/** Which browser this is to `account`, where it signed in to it before. */
export function knownBrowser(keys: Keys, cookie: string | undefined, account: string): string | undefined {
  return read(cookie).find((mark) => isFor(keys, mark, account))?.nonce;
}

/** Whether a browser has not signed in to `account` before, as far as it says. */
export function isNewBrowser(keys: Keys, cookie: string | undefined, account: string): boolean {
  return knownBrowser(keys, cookie, account) === undefined;
}

type Mark = { readonly text: string; readonly nonce: string; readonly mac: Buffer };

function read(cookie: string | undefined): readonly Mark[] {
  return (cookie ?? '').split('.', MAX_ACCOUNTS).flatMap((text) => {
    const [, nonce, mac] = MARK.exec(text) ?? [];
    return nonce && mac ? [{ text, nonce, mac: Buffer.from(mac, 'base64url') }] : [];
  });
}

function isFor(keys: Keys, mark: Mark, account: string): boolean {
  return keys.verify('known-browser', bound(mark.nonce, account), mark.mac);
}

function bound(nonce: string, account: string): string {
  return `${nonce} ${account}`;
}
