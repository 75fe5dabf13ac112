// People sign in at their pages and register applications, as in the first hour of a server: what they load is memory that
// machines alone never ask for.
import argon2 from 'argon2';
import pg from 'pg';
import { Connection, get, post } from './http-load.mjs';

const PEOPLE = 20;
const PASSWORD = 'correct horse battery staple';
const NEW = '/oauth2/applications/new';

/** Everybody signs in, registers an application, and looks at what there is to look at. Throws at the first wrong answer. */
export async function signPeopleIn(contender, { policy }) {
  const { memoryKiB: memoryCost, passes: timeCost, lanes: parallelism } = policy;
  const emails = await seed(contender.databaseUrl, await argon2.hash(PASSWORD, { memoryCost, timeCost, parallelism }));
  for (const [at, email] of emails.entries()) await onePerson(contender.port, email, at);
  return emails.length;
}

async function onePerson(port, email, at) {
  const connection = new Connection(port);
  const cookies = new Map();
  const send = async (text) => {
    const answer = await connection.send(text);
    for (const [, name, value] of answer.head.matchAll(/\r\nset-cookie: ([^=]+)=([^;\r]*)/gi)) cookies.set(name, value);
    return answer;
  };
  const headers = () => ({
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'sec-fetch-site': 'same-origin',
    'x-forwarded-for': `10.9.${at}.1`, // the server trusts this proxy (contenders.mjs)
  });
  const page = async (path) => expect(await send(get(path, headers())), 200, path);
  const submit = async (path, fields) => {
    const { body } = await page(path);
    const [form = ''] = body.match(new RegExp(`<form[^>]*action="${path}[^]*?</form>`)) ?? [];
    const hidden = [...form.matchAll(/name="(_csrf|_once)" value="([^"]+)"/g)].map(([, name, value]) => [name, value]);
    return expect(await send(post(path, { ...Object.fromEntries(hidden), ...fields }, headers())), 303, path);
  };
  await submit('/sign-in', { email, password: PASSWORD });
  const registration = {
    name: `Bench ${at}`,
    homepage: 'https://app.example/',
    redirect_uris: 'https://app.example/callback',
    confidential: 'yes',
    scope: 'read',
    grant: 'authorization_code',
  };
  const { head } = await submit(NEW, registration);
  await page(new URL(/\r\nlocation: ([^\r]+)/i.exec(head)[1], 'http://localhost').pathname);
  for (const path of ['/oauth2/applications', '/oauth2/authorized_applications', '/account']) await page(path);
  connection.close();
}

function expect(answer, status, path) {
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status} instead of ${status}`);
  return answer;
}

async function seed(url, hash) {
  const database = new pg.Client(url);
  await database.connect();
  const { rows } = await database.query(
    `INSERT INTO users (email, email_canonical, name, password_hash)
     SELECT email, email, 'Bench', $2 FROM (SELECT 'bench-person-' || n || '@example.org' AS email FROM generate_series(1, $1) n) x
     RETURNING email`,
    [PEOPLE, hash],
  );
  await database.end();
  return rows.map(({ email }) => email);
}
