// People who sign in without a pause: every attempt costs a hash.
import { Connection, get, post } from './http-load.mjs';

/** Signs in with an account that does not exist, again and again. */
export const signingIn = (contender) => (index) => browser(contender.port, index);

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
