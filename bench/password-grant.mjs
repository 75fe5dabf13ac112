// W10, the password grant: argon2 bounds it on purpose, so it is compared with the same hashes and nothing else.
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import pg from 'pg';
import { post, run } from './http-load.mjs';

const SLOTS = 2; // HASH_SLOTS, as it is when nothing is said
const CONNECTIONS = 4;
const PASSWORD = 'correct horse battery staple';

/** Requests a second, beside what the machine hashes in as many slots without a server. */
export async function passwordGrant(contender, { secrets, policy, count }) {
  const { memoryKiB, passes, lanes } = policy;
  const cost = { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes };
  const hash = await argon2.hash(PASSWORD, cost);
  const client = { id: `lk_ci_${secrets.randomId(22)}`, secret: secrets.randomToken('cs') };
  const names = await seed(contender.databaseUrl, client, hash, secrets);
  const basic = { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` };
  const job = {
    port: contender.port,
    connections: CONNECTIONS,
    next: (worker) =>
      post('/oauth2/token', { grant_type: 'password', username: names[worker], password: PASSWORD }, basic),
    check: (answer) => answer.status === 200 && answer.body.includes('"refresh_token"'),
  };
  await run({ ...job, count: CONNECTIONS }); // what is loaded at the first password is not what is measured
  const alone = await hashes(hash, count);
  const served = await run({ ...job, count });
  const errors =
    served.errors.length > 0 ? [`W10: ${served.errors.length} wrong answers, the first: ${served.errors[0]}`] : [];
  const rates = `${served.rate.toFixed(1)} a second, the hashes alone ${alone.toFixed(1)}, ratio ${(served.rate / alone).toFixed(2)}`;
  return {
    line: `W10 password grant at ${CONNECTIONS} connections, ${SLOTS} hash slots, ${availableParallelism()} cores: ${rates}, p99 ${served.p99.toFixed(0)} ms`,
    errors,
  };
}

/** Hashes checked a second, in as many slots as the server has. */
async function hashes(hash, count) {
  const began = performance.now();
  let left = count;
  const slot = async () => {
    while (left > 0) {
      left -= 1;
      await argon2.verify(hash, PASSWORD);
    }
  };
  await Promise.all(Array.from({ length: SLOTS }, slot));
  return count / ((performance.now() - began) / 1000);
}

/** A person for each connection, and an application of its own, so that the others stay as they are. */
async function seed(url, client, hash, { digest }) {
  const database = new pg.Client(url);
  await database.connect();
  const { rows } = await database.query(
    `INSERT INTO users (email, email_canonical, name, password_hash)
     SELECT email, email, 'Bench', $2 FROM (SELECT 'bench-w10-' || n || '@example.org' AS email FROM generate_series(1, $1) n) x
     RETURNING id, email`,
    [CONNECTIONS, hash],
  );
  await database.query(
    `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants)
     VALUES ($1, 'Bench W10', $2, true, '{}', '{read}', '{password,refresh_token}')`,
    [client.id, rows[0].id],
  );
  await database.query(`INSERT INTO client_secrets (hash, client_id, hint) VALUES ($1, $2, $3)`, [
    digest(client.secret),
    client.id,
    client.secret.slice(-3),
  ]);
  await database.end();
  return rows.map(({ email }) => email);
}
