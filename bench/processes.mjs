// What processes cost, as Linux tells it: CPU time and peak memory.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS = 100; // a second, on every Linux that Node runs on

/** CPU time of a process so far, in microseconds; 0 where /proc is not there. */
export function cpuMicroseconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / TICKS) * 1e6;
  } catch {
    return 0;
  }
}

/** Resident memory in MiB, now. */
export function residentMemory(pid) {
  return memory(pid, 'VmRSS');
}

/** What the children of a process add to it, in MiB: what each has for itself. Node's own code is there once for all. */
export function memoryOfChildren(pid) {
  try {
    const all = childrenOf(pid).map((child) => readFileSync(`/proc/${child}/smaps_rollup`, 'latin1'));
    const own = all.flatMap((text) => [...text.matchAll(/^Private_\w+:\s+(\d+)/gm)]);
    return own.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) / 1024, 0);
  } catch {
    return Number.NaN;
  }
}

/** Peak resident memory in MiB. */
export function peakMemory(pid) {
  return memory(pid, 'VmHWM');
}

function memory(pid, name) {
  try {
    return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** The processes whose parent is this one. */
export function childrenOf(parent) {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return (
            readFileSync(`/proc/${pid}/stat`, 'latin1')
              .replace(/^.*\) /s, '')
              .split(' ')[1] === String(parent)
          );
        } catch {
          return false;
        }
      })
      .map(Number);
  } catch {
    return [];
  }
}
