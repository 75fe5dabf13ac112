// npm run bench [-- --quick] [--only W1,W3] [--rounds N] [--connections 16,64] [--no-peer]: how fast, as ratios. bench/README.md explains.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { build, root } from '../scripts/steps.mjs';
import { beside } from './beside.mjs';
import { startContenders } from './contenders.mjs';
import { run } from './http-load.mjs';
import { passwordGrant } from './password-grant.mjs';
import { signPeopleIn } from './people.mjs';
import { childrenOf, cpuMicroseconds, memoryOfChildren, peakMemory, residentMemory } from './processes.mjs';
import { report } from './report.mjs';
import { signing } from './signing.mjs';
import { signingIn } from './signing-in.mjs';

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    connections: { type: 'string' },
    only: { type: 'string' },
    peer: { type: 'boolean', default: true },
    seconds: { type: 'string' },
    profile: { type: 'string' }, // a folder for --cpu-prof of our server
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 8));
const connections = (options.connections ?? (options.quick ? '16' : '1,16,64')).split(',').map(Number);
const seconds = Number(options.seconds ?? (options.quick ? 0.4 : 1));
const WORKLOADS = ['W6', 'W1', 'W5', 'W2', 'W7', 'W3', 'W9', 'W4', 'W8'];
const wanted = options.only ? options.only.split(',') : [...WORKLOADS, 'W10'];

await build();
const built = (file) => import(path.join(root, 'dist', file));
const { startEmbedded } = await built('storage/engine/embedded.js');
const { migrate, readMigrations } = await built('storage/engine/migrate.js');
const secrets = await built('secrets.js');
const directory = mkdtempSync(path.join(tmpdir(), 'latchkey-bench-'));
chmodSync(directory, 0o711);
const postgres = await startEmbedded({ dataDir: path.join(directory, 'data') }); // with default durability
const admin = new pg.Client(postgres.url);
let contenders = [];
let failed = false;
try {
  await admin.connect();
  const migrations = await readMigrations(path.join(root, 'prisma/migrations'));
  const urlOf = async (name) => {
    await admin.query(`CREATE DATABASE ${name}`);
    return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
  };
  contenders = await startContenders({
    profile: options.profile,
    withPeer: options.peer,
    urlOf,
    migrate: (url) => migrate(url, migrations),
    secrets,
  });
  const { rows } = await admin.query('SELECT pg_backend_pid() AS pid');
  const postmaster = Number(
    /^.*\) \S (\d+)/s.exec((await import('node:fs')).readFileSync(`/proc/${rows[0].pid}/stat`, 'latin1'))?.[1],
  );
  const { HASH_POLICY: policy } = await built('accounts/password-hash.js');
  const cells = [];
  for (const contender of contenders) contender.readyMiB = residentMemory(contender.pid);
  await signPeopleIn(contenders[1], { policy });
  contenders[1].signedInMiB = residentMemory(contenders[1].pid);
  for (const contender of contenders) await warmUp(contender);
  for (const open of connections) {
    for (const contender of contenders) contender.counts = await calibrate(contender, open);
    for (let round = 0; round < rounds; round += 1) {
      await admin.query('CHECKPOINT'); // not in the middle of a cell
      for (const workload of WORKLOADS.filter((name) => wanted.includes(name))) {
        for (let turn = 0; turn < contenders.length; turn += 1) {
          const contender = contenders[(turn + round) % contenders.length];
          if (!can(contender, workload)) continue;
          const count = contender.counts[workload];
          if (workload === 'W3') await gather(contender, 'codes', count + open);
          if (workload === 'W9') await gather(contender, 'openidCodes', count + open);
          if (workload === 'W4') await gather(contender, 'refreshTokens', open);
          const cell = await measure(contender, workload, open, count, postmaster);
          cells.push({ contender: contender.name, workload, connections: open, round, ...cell });
          if (cell.errors.length > 0) failed = true;
        }
      }
    }
  }
  const [, ours] = contenders;
  const w2 = { measure: (count, open) => measure(ours, 'W2', open, count, postmaster) };
  const twice = (actor) => [actor, actor];
  const besides = wanted.includes('W2')
    ? [
        await beside('2 sign-ins at a time', twice(signingIn(ours)), { ...w2, most: 3 }),
        await beside(
          '2 programs that are issued opaque tokens',
          twice(signing({ ...ours, signed: ours.issued }, ours.issue)),
          w2,
        ),
        await beside('2 that are issued tokens signed with ES256', twice(signing(ours, ours.issueSigned)), w2),
        await beside('2 that are issued tokens signed with RS256', twice(signing(ours, ours.issueRsa)), w2),
      ]
    : [];
  const password = wanted.includes('W10')
    ? await passwordGrant(contenders[1], { secrets, policy, count: options.quick ? 40 : 120 })
    : undefined;
  if (password && password.errors.length > 0) failed = true;
  for (const contender of contenders) {
    contender.lastMiB = residentMemory(contender.pid);
    contender.peakMiB = peakMemory(contender.pid);
    contender.childMiB = memoryOfChildren(contender.pid);
  }
  report({
    cells,
    contenders,
    connections,
    rounds,
    besides,
    password,
    workloads: WORKLOADS.filter((name) => wanted.includes(name)),
  });
} finally {
  for (const contender of contenders) contender.stop();
  await admin.end();
  await postgres.release();
  rmSync(directory, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

/** One cell: a workload on a contender, with what it cost. Every answer is checked. */
async function measure(contender, workload, open, count, postmaster) {
  const backends = childrenOf(postmaster);
  const cpu = () => [cpuMicroseconds(contender.pid), backends.reduce((sum, pid) => sum + cpuMicroseconds(pid), 0)];
  const before = cpu();
  const result = await run({ port: contender.port, connections: open, count, ...job(contender, workload, open) });
  const after = cpu();
  return {
    ...result,
    serverMicros: (after[0] - before[0]) / result.requests,
    postgresMicros: (after[1] - before[1]) / result.requests,
  };
}

/** What a workload sends and how its answers are checked; codes and tokens are kept for the workloads that need them. */
function job(contender, workload, open) {
  const { tokens, codes, openidCodes, refreshTokens } = contender;
  switch (workload) {
    case 'W1':
      return {
        next: contender.issue,
        check: (answer) => contender.issued(answer) && keep(tokens, answer, 'access_token', 200),
      };
    case 'W2': {
      let at = 0;
      return { next: () => contender.introspect(tokens[at++ % tokens.length]), check: contender.active };
    }
    case 'W3':
      return {
        next: () => (codes.length > 0 ? contender.redeem(codes.pop()) : undefined),
        check: (answer) => contender.issued(answer) && keep(refreshTokens, answer, 'refresh_token', 2000),
      };
    case 'W4': {
      const own = refreshTokens.splice(0, open); // a chain for each connection
      return {
        next: (worker) => contender.refresh(own[worker]),
        check: (answer, worker) => {
          if (!contender.issued(answer)) return false;
          own[worker] = JSON.parse(answer.body).refresh_token; // used next: a rotated token that does not work shows
          return true;
        },
      };
    }
    case 'W5':
      return { next: contender.issueSigned, check: contender.signed };
    case 'W9':
      return {
        // The floor has no families that know their scope, and is told.
        next: () =>
          openidCodes.length > 0
            ? contender.redeem(openidCodes.pop(), contender.name === 'floor' ? { with: 'id_token' } : {})
            : undefined,
        check: contender.identified,
      };
    case 'openid':
      return visits(contender.authorizeOpenid, openidCodes);
    case 'W6':
      return { next: contender.metadata, check: contender.described };
    case 'W8':
      return { next: contender.poll, check: contender.pending };
    case 'W7':
      return visits(contender.authorize, codes);
    default:
      throw new Error(`no workload ${workload}`);
  }

  function visits(next, list) {
    return {
      next,
      check: (answer) => {
        const code = contender.codeOf(answer);
        if (code !== undefined) list.push(decodeURIComponent(code));
        return code !== undefined;
      },
    };
  }
}

/** The peer has no devices. */
function can(contender, workload) {
  return workload !== 'W8' || contender.poll !== undefined;
}

function keep(list, answer, name, most) {
  if (list.length >= most) return true;
  const value = JSON.parse(answer.body)[name];
  if (value) list.push(value);
  return value !== undefined;
}

/** Codes from W7, those with openid from the same, refresh tokens from W3, uncounted. */
async function gather(contender, what, needed) {
  const missing = needed - contender[what].length;
  if (missing <= 0) return;
  if (what === 'refreshTokens') await gather(contender, 'codes', missing);
  const from = { codes: 'W7', openidCodes: 'openid', refreshTokens: 'W3' }[what];
  const result = await run({ port: contender.port, connections: 16, count: missing, ...job(contender, from, 16) });
  if (result.errors.length > 0) throw new Error(`${contender.name} ${from}: ${result.errors[0]}`);
}

/** Everything once, so that nothing is first in a measured cell; and whether a token of each kind is a token. */
async function warmUp(contender) {
  Object.assign(contender, { tokens: [], codes: [], openidCodes: [], refreshTokens: [] });
  for (const workload of WORKLOADS.filter((name) => can(contender, name))) {
    if (workload === 'W3') await gather(contender, 'codes', 600);
    if (workload === 'W9') await gather(contender, 'openidCodes', 600);
    if (workload === 'W4') await gather(contender, 'refreshTokens', 16);
    const result = await run({ port: contender.port, connections: 16, count: 500, ...job(contender, workload, 16) });
    if (result.errors.length > 0) throw new Error(`${contender.name} ${workload}: ${result.errors[0]}`);
  }
}

/** How many requests fill a cell. */
async function calibrate(contender, open) {
  const counts = {};
  for (const workload of WORKLOADS.filter((name) => can(contender, name))) {
    const count = workload === 'W6' ? 2000 : 300;
    if (workload === 'W3') await gather(contender, 'codes', count);
    if (workload === 'W9') await gather(contender, 'openidCodes', count);
    if (workload === 'W4') await gather(contender, 'refreshTokens', open);
    const { rate } = await run({ port: contender.port, connections: open, count, ...job(contender, workload, open) });
    counts[workload] = Math.ceil(rate * seconds);
  }
  return counts;
}
