import { InvalidArgumentError, Option } from 'commander';
import type { Command } from '../command.ts';
import { type ExportFormat, exportedEvents, FORMATS } from '../web/administration/exported-events.ts';

export const auditExport: Command = {
  name: 'audit export',
  summary: 'Prints the audit trail, oldest first.',
  configure: (commander) =>
    commander
      .option('--since <time>', 'from then on, as 2026-11-29 or 2026-11-29T14:00:00Z', moment)
      .addOption(new Option('--format <format>', 'an array of objects, or a table').choices(FORMATS).default('json')),
  async run({ options, print }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const format: ExportFormat = options['json'] === true ? 'json' : options['format'];
    return withDeps(async ({ audit, events }) => {
      await audit.record({ event: 'audit.exported', detail: format });
      const from = options['since'] as Date | undefined;
      for await (const part of exportedEvents(events.read({ from }), format)) print(part);
      return undefined;
    });
  },
};

/** A day alone is its beginning, in UTC. */
function moment(value: string): Date {
  const time = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(value)
    ? new Date(value)
    : new Date(Number.NaN);
  if (Number.isNaN(time.getTime())) throw new InvalidArgumentError('Give a day, or a time with its zone.');
  return time;
}
