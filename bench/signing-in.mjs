// Introspection while people sign in: password hashing must not be felt by APIs that check tokens.
import { Connection, get, post } from './http-load.mjs';

const SLOTS = 2;

const ROUNDS = 5;

/** W2's p99 alone and beside two browsers that sign in without a pause: the median of ratios taken round by round. */
export async function signingIn(contender, { measure }) {
  const count = 10_000;
  const rounds = [];
  let hashed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const quiet = await measure(count, 16);
    const browsers = await Promise.all(
      Array.from({ length: SLOTS }, (_, index) => browser(contender.port, round * SLOTS + index)),
    );
    const beside = await measure(count, 16);
    for (const stop of browsers) hashed += await stop();
    rounds.push({ quiet: quiet.p99, beside: beside.p99, ratio: beside.p99 / quiet.p99 });
  }
  const of = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  return `W2 at 16 connections beside ${SLOTS} sign-ins at a time (${hashed} hashed): p99 ${of('beside').toFixed(1)} ms, alone ${of('quiet').toFixed(1)} ms, ratio ${of('ratio').toFixed(2)} (most 3; rounds ${rounds.map(({ ratio }) => ratio.toFixed(1)).join(', ')})`;
}

/** Signs in with an account that does not exist, again and again: every attempt costs a hash. */
async function browser(port, index) {
  const connection = new Connection(port);
  const page = await connection.send(get('/sign-in'));
  const cookie = /\r\nset-cookie: ([^;\r]+)/i.exec(page.head)?.[1] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  let on = true;
  let hashed = 0;
  const attempt = async () => {
    // Accounts and addresses of their own, so that no limit ends it: the server trusts this proxy (contenders.mjs).
    const fields = { _csrf: token, email: `nobody-${index}-${hashed}@example.org`, password: 'not the password' };
    const from = { 'x-forwarded-for': `10.${index}.${Math.floor(hashed / 250)}.${hashed % 250}` };
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...from };
    const answer = await connection.send(post('/sign-in', fields, headers));
    if (answer.status === 422) hashed += 1;
    return answer.status === 422; // otherwise a limit all the same: what was hashed until then counts
  };
  await attempt(); // what is loaded at the first sign-in is not what is measured
  const loop = (async () => {
    while (on) if (!(await attempt())) break;
  })();
  return async () => {
    on = false;
    await loop;
    connection.close();
    return hashed;
  };
}
