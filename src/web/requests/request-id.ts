import { randomId } from '../../secrets.ts';

const STEP = 0x9e3779b1; // odd, so that every number of 32 bits comes once

/**
 * Names requests: `req_` and 14 letters or digits, no two alike, also of several processes. A random one for each would
 * cost a twentieth of the smallest answer; the numbers are scattered, so that none says how many came before.
 */
export function requestIds(): () => string {
  let process = randomId(7);
  let number = 0;
  return () => {
    number = (number + 1) >>> 0;
    if (number === 0) process = randomId(7);
    return `req_${process}${(Math.imul(number, STEP) >>> 0).toString(36).padStart(7, '0')}`;
  };
}
