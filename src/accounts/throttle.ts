import { isIPv6 } from 'node:net';
import { digest } from '../secrets.ts';

/** So many attempts in so many seconds. */
export type Budget = { readonly key: Buffer; readonly limit: number; readonly seconds: number };

/** What an admitted attempt holds until its outcome is known. */
export type Held = readonly { readonly key: Buffer; readonly windowEnd: Date }[];

export type Reservation =
  | { readonly admitted: true; readonly held: Held }
  | { readonly admitted: false; readonly retryAfterSeconds: number };

export type ThrottleStore = {
  /** Counts one attempt against all the budgets or, where one is spent, against none; however many ask at once. */
  reserve(budgets: readonly Budget[]): Promise<Reservation>;
  /** Takes the count back: the attempt was no failure. */
  giveBack(held: Held): Promise<void>;
};

const WINDOW_SECONDS = 15 * 60;
const PER_ACCOUNT = 10;
const PER_BROWSER = 10;
const PER_ADDRESS = 100;
const IN_ALL = 3000;
// Who is asked for a factor knew the password, and three of a million codes count at a time.
const FACTORS = 5;

// Codes of devices are short: of 10,000 that wait, all of these guesses together find one in 2,500 windows.
const CODE_WINDOW_SECONDS = 10 * 60;
const CODES_PER_ACCOUNT = 5;
const CODES_PER_ADDRESS = 20;
const CODES_IN_ALL = 1000;

const RECOVERIES_PER_ACCOUNT = 5;
const RECOVERIES_PER_ADDRESS = 20;

/**
 * What an attempt at an account is counted against: the account, the address prefix and everybody's budget; a browser
 * that signed in to this account before has a budget of its own instead, which nobody else can spend.
 */
export function signInBudgets(attempt: {
  readonly account: string;
  readonly address: string;
  readonly knownBrowser: string | undefined;
}): readonly Budget[] {
  const { account, address, knownBrowser } = attempt;
  if (knownBrowser) return [budget('browser', `${knownBrowser} ${account}`, PER_BROWSER)];
  return [
    budget('account', account, PER_ACCOUNT),
    budget('address', addressPrefix(address), PER_ADDRESS),
    budget('all', '', IN_ALL),
  ];
}

/** What a factor that somebody shows is counted against, after the password: the same, and fewer. */
export function factorBudgets(attempt: {
  readonly account: string;
  readonly address: string;
  readonly knownBrowser: string | undefined;
}): readonly Budget[] {
  const [own, ...shared] = signInBudgets({ ...attempt, account: `factor ${attempt.account}` });
  return own ? [{ ...own, limit: FACTORS }, ...shared] : shared;
}

/** What a typed code of a device is counted against, where it is no device's. */
export function typedCodeBudgets({
  userId,
  address,
}: {
  readonly userId: string;
  readonly address: string;
}): readonly Budget[] {
  return [
    { ...budget('code account', userId, CODES_PER_ACCOUNT), seconds: CODE_WINDOW_SECONDS },
    { ...budget('code address', addressPrefix(address), CODES_PER_ADDRESS), seconds: CODE_WINDOW_SECONDS },
    { ...budget('code all', '', CODES_IN_ALL), seconds: CODE_WINDOW_SECONDS },
  ];
}

/** What a request for a mail with a link is counted against, whether there is an account of this address or not. */
export function recoveryBudgets({
  account,
  address,
}: {
  readonly account: string;
  readonly address: string;
}): readonly Budget[] {
  return [
    budget('recovery account', account, RECOVERIES_PER_ACCOUNT),
    budget('recovery address', addressPrefix(address), RECOVERIES_PER_ADDRESS),
    budget('recovery all', '', IN_ALL),
  ];
}

/** Lets the first refusal of an attempt in a window be told from the next ones: admitted once. */
export function firstRefusal(attempt: { readonly account: string; readonly address: string }): readonly Budget[] {
  return [budget('refused', `${attempt.account} ${addressPrefix(attempt.address)}`, 1)];
}

/** An IPv4 address as it is, also when written as IPv6; an IPv6 address by its first 64 bits: what one customer has. */
export function addressPrefix(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const plain = address.split('%', 1)[0] ?? '';
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = plain.split('::', 2) as [string, string?];
  const groups = head === '' ? [] : head.split(':');
  const behind = tail ? tail.split(':') : [];
  if (tail !== undefined) while (groups.length + behind.length < 8) groups.push('0');
  const prefix = [...groups, ...behind].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${prefix.join(':')}::/64`;
}

function budget(kind: string, value: string, limit: number): Budget {
  return { key: digest(`${kind}\n${value}`), limit, seconds: WINDOW_SECONDS };
}
