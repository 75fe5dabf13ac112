// What the cells say: medians and ranges, and ratios taken round by round, since only ratios travel between machines.
import { cpus } from 'node:os';

const TITLES = {
  W1: 'client credentials',
  W2: 'introspection',
  W3: 'code + PKCE to access + refresh token',
  W4: 'refresh rotation',
  W5: 'client credentials, signed (ES256)',
  W6: 'metadata',
  W7: 'authorize, remembered, to a code',
  W8: 'device polling, pending',
  W9: 'code to tokens with an ID token (RS256)',
};
const AIMS = {
  floor: {
    W1: [0.85, 0.75],
    W2: [0.85, 0.75],
    W3: [0.85, 0.75],
    W4: [0.85, 0.75],
    W5: [0.85, 0.75],
    W6: [0.85, 0.75],
    W7: [0.85, 0.75],
  },
  'oidc-provider': { W1: [1.85, 1.6], W2: [2.9, 2.5], W3: [3.4, 3.0], W4: [2.8, 2.4], W5: [1.85, 1.5], W7: [2.2, 2.0] },
};

export function report({ cells, contenders, connections, rounds, workloads, besides, password }) {
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}), ${rounds} rounds`,
  );
  for (const open of connections) {
    console.log(`\n${open} connection${open === 1 ? '' : 's'}`);
    const lines = workloads.flatMap((workload) => contenders.map(({ name }) => line(cells, workload, open, name)));
    console.table(lines.filter((each) => each !== undefined));
    console.table(workloads.map((workload) => ratios(cells, workload, open)));
  }
  console.table(
    contenders.map(({ name, readySeconds, readyMiB, signedInMiB, lastMiB, peakMiB, childMiB }) => ({
      contender: name,
      'ready after s': round(readySeconds),
      'MiB then': Math.round(readyMiB),
      'after 20 sign-ins and registrations': Math.round(signedInMiB ?? Number.NaN),
      'at the end': Math.round(lastMiB),
      peak: Math.round(peakMiB),
      'its child adds': Math.round(childMiB),
    })),
  );
  for (const line of besides) console.log(line);
  if (password) console.log([password.line, ...password.errors].join('\n'));
  for (const { contender, workload, errors } of cells) {
    if (errors.length > 0)
      console.log(`WRONG ANSWERS ${contender} ${workload}: ${errors.length}, the first: ${errors[0]}`);
  }
}

function line(cells, workload, open, name) {
  const own = cells.filter(
    (cell) => cell.workload === workload && cell.connections === open && cell.contender === name,
  );
  if (own.length === 0) return undefined;
  const of = (pick) => own.map(pick);
  return {
    workload: `${workload} ${TITLES[workload]}`,
    contender: name,
    'requests/s': Math.round(median(of((cell) => cell.rate))),
    range: `${Math.round(Math.min(...of((cell) => cell.rate)))}-${Math.round(Math.max(...of((cell) => cell.rate)))}`,
    'p99 ms': round(median(of((cell) => cell.p99))),
    'server us': Math.round(median(of((cell) => cell.serverMicros))),
    'postgres us': Math.round(median(of((cell) => cell.postgresMicros))),
  };
}

function ratios(cells, workload, open) {
  const at = (name) =>
    cells.filter((cell) => cell.workload === workload && cell.connections === open && cell.contender === name);
  const own = at('latchkey');
  const to = (name, pick) =>
    at(name).length === 0
      ? Number.NaN
      : median(
          own.map((cell) =>
            pick(
              cell,
              at(name).find((other) => other.round === cell.round),
            ),
          ),
        );
  const rate = (a, b) => a.rate / b.rate;
  const cpu = (a, b) => (b.serverMicros + b.postgresMicros) / (a.serverMicros + a.postgresMicros);
  return {
    workload,
    'of the floor': verdict(to('floor', rate), AIMS.floor[workload]),
    'by CPU': round(to('floor', cpu)),
    'p99 to the floor': round(to('floor', (a, b) => a.p99 / b.p99)),
    'times oidc-provider': verdict(to('oidc-provider', rate), AIMS['oidc-provider'][workload]),
    'by CPU ': round(to('oidc-provider', cpu)),
  };
}

function verdict(value, aims) {
  if (!aims) return `${round(value)}`;
  return `${round(value)} ${value >= aims[0] ? 'aim met' : value >= aims[1] ? 'above the least' : 'TOO SLOW'}`;
}

function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function round(value) {
  return Math.round(value * 100) / 100;
}
