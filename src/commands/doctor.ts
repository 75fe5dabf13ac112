import type { Command } from '../command.ts';
import type { Finding } from '../storage/engine/prerequisites.ts';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Checks configuration, database, schema and clock, and says what to do.',
  async run() {
    const { examine } = await import('../command-line/examine.ts');
    const findings = await examine();
    const failed = findings.filter((finding) => !finding.ok);
    const wrong = new Set(failed.map(({ check }) => check));
    if (wrong.size > 0) process.stderr.write(`Found wrong: ${[...wrong].join(', ')}\n`);
    return { json: findings, text: findings.map(line).join('\n'), exitCode: failed.length > 0 ? 1 : 0 };
  },
};

function line({ check, ok, detail }: Finding): string {
  return `${ok ? 'ok   ' : 'WRONG'}  ${check}: ${detail}`;
}
