import assert from 'node:assert/strict';
import { isToken } from '../../src/secrets.ts';
import { authorizeUrl, codeOf, post } from '../support/flow.ts';
import { browserOf, type Pair } from '../support/pair.ts';
import { remote } from '../support/remote.ts';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BITS = 256;
const PARALLEL = 8;
const SIGMAS = 5.5;

/** S025, S071: so many codes and access tokens of two instances: none twice, no bit that leans, none like its neighbour. */
export async function randomValues(pair: Pair, { count }: { readonly count: number }): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const sites = [a, b].map(({ server }) => ({ app: remote(server.url, { keepAlive: true }) }));
  const browsers = await Promise.all(sites.map(({ app }) => browserOf(person, app, seed)));
  const [first] = browsers;
  assert.ok(first);
  await codeOf(first, authorizeUrl(client));
  const codes = await gather(count, (i) => codeOf(browsers[i % 2] ?? first, authorizeUrl(client)));
  const tokens = await gather(count, async (i) => {
    const site = sites[i % 2] ?? a;
    return (await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, client)).body.access_token;
  });
  assert.ok(codes.every((code) => isToken('ac', code)) && tokens.every((token) => isToken('at', token)));
  const all = [...codes, ...tokens].map((value) => value.slice('lk_ac_'.length, -6));
  assert.equal(new Set(all).size, all.length, 'a value came twice');
  return [`${count} codes: ${describe(codes)}`, `${count} access tokens: ${describe(tokens)}`].join('; ');
}

async function gather(count: number, make: (i: number) => Promise<string>): Promise<readonly string[]> {
  const made: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      next += 1;
      made.push(await make(next));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return made;
}

function describe(values: readonly string[]): string {
  const numbers = values.map((value) => numberOf(value.slice('lk_ac_'.length, -6)));
  const worst = Math.max(...Array.from({ length: BITS }, (_, bit) => leaning(numbers, BigInt(bit))));
  assert.ok(worst < SIGMAS, `a bit leans by ${worst.toFixed(1)} sigmas`);
  let differing = 0;
  for (const [i, number] of numbers.entries()) differing += ones(number ^ (numbers[i + 1] ?? numbers[0] ?? 0n));
  const mean = differing / numbers.length;
  const off = Math.abs(mean - BITS / 2) / (Math.sqrt(BITS) / 2 / Math.sqrt(numbers.length));
  assert.ok(off < SIGMAS, `neighbours differ in ${mean} bits`);
  return `unique, most leaning bit ${worst.toFixed(1)} sigmas, neighbours differ in ${mean.toFixed(2)} of ${BITS} bits`;
}

/** How far the share of ones is from a half, in standard deviations. */
function leaning(numbers: readonly bigint[], bit: bigint): number {
  const set = numbers.filter((number) => (number >> bit) & 1n).length;
  return Math.abs(set - numbers.length / 2) / (Math.sqrt(numbers.length) / 2);
}

function numberOf(text: string): bigint {
  let number = 0n;
  for (const digit of text) number = number * 62n + BigInt(DIGITS.indexOf(digit));
  return number;
}

function ones(number: bigint): number {
  return number.toString(2).replaceAll('0', '').length;
}
