// Introspection while people sign in: password hashing must not be felt by APIs that check tokens.
import { Connection, get, post } from './http-load.mjs';

const SLOTS = 2;

/** W2's p99 alone and beside two browsers that sign in without a pause. */
export async function signingIn(contender, { measure }) {
  const count = 4000;
  const quiet = await measure(count, 16);
  const browsers = await Promise.all(Array.from({ length: SLOTS }, (_, index) => browser(contender.port, index)));
  const beside = await measure(count, 16);
  const attempts = await Promise.all(browsers.map((stop) => stop()));
  const sum = attempts.reduce((all, one) => all + one, 0);
  return `W2 at 16 connections beside ${SLOTS} sign-ins at a time (${sum} hashed): p99 ${beside.p99.toFixed(1)} ms, alone ${quiet.p99.toFixed(1)} ms, ratio ${(beside.p99 / quiet.p99).toFixed(2)} (most 3)`;
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
    // Addresses of their own, so that the limit per account does not end it.
    const fields = { _csrf: token, email: `nobody-${index}-${hashed}@example.org`, password: 'not the password' };
    const answer = await connection.send(post('/sign-in', fields, { cookie, 'sec-fetch-site': 'same-origin' }));
    if (answer.status === 422) hashed += 1;
    return answer.status === 422; // otherwise the limit of this address: what was hashed until then counts
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
