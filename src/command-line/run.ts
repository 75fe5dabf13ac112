import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command as Commander, CommanderError } from 'commander';
import { Refused } from '../command.ts';
import { commands } from '../commands/index.ts';
import { root } from '../root.ts';

/** What the commands that begin with the same word are about. */
const groupSummaries: Readonly<Record<string, string>> = {
  user: 'Accounts of people.',
  group: 'Groups of people, for applications that are not for everybody.',
  team: 'Teams, which own applications.',
  app: 'Applications, their secrets, roles and previews.',
  scope: 'Scopes: what applications may ask people for.',
  'authorization-details-type': 'Kinds of authorization details, such as a payment.',
  resource: 'APIs that tokens can be for.',
  key: 'The keys that the server signs with.',
  'registration-token': 'Tokens with which programs register applications.',
  audit: 'The audit trail.',
};

/** Where a command line prints. */
export type Output = { readonly out: (text: string) => void; readonly err: (text: string) => void };

/** Parses, runs one command and prints what it returns; what fails is one line for `err`. Resolves with the exit code. */
export async function runCommandLine(args: readonly string[], output: Output): Promise<number> {
  let exitCode = 0;
  const program = named(new Commander(), 'latchkey', output)
    .description('Latchkey, an OAuth 2 provider.')
    .version(version(), '--version', 'print the release');
  const groups = new Map<string, Commander>();
  for (const { name, summary, configure, run } of commands) {
    const [first = '', second] = name.split(' ');
    const parent = second === undefined ? program : group(program, groups, first, output);
    const commander = named(parent.command(second ?? first), second ?? first, output)
      .description(summary)
      .option('--json', 'print one JSON document and nothing else');
    configure?.(commander);
    commander.action(async () => {
      const options = commander.opts();
      const printed = await run({ args: commander.args, options, print: output.out });
      if (!printed) return;
      output.out(`${options['json'] === true ? JSON.stringify(printed.json) : printed.text}\n`);
      exitCode = printed.exitCode ?? 0;
    });
  }
  asksForOne(program, '');
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode; // it has said why
    output.err(oneLine(error));
    return 1;
  }
  return exitCode;
}

/** The release, as package.json names it. */
function version(): string {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
}

function group(program: Commander, groups: Map<string, Commander>, name: string, output: Output): Commander {
  const known = groups.get(name);
  if (known) return known;
  const made = named(program.command(name), name, output).description(groupSummaries[name] ?? '');
  asksForOne(made, `${name} `);
  groups.set(name, made);
  return made;
}

/** Alone it prints its help; what is no command of it is refused with those that there are. */
function asksForOne(commander: Commander, before: string) {
  commander
    .helpCommand(true)
    .allowExcessArguments(true)
    .action(() => {
      const [unknown] = commander.args;
      if (unknown === undefined) return commander.outputHelp();
      const names = commander.commands.map((each) => each.name()).join(', ');
      throw new Refused(`There is no command ${before}${unknown}. There are ${names}.`);
    });
}

/** Errors of the command line are thrown, and said in one line. */
function named(commander: Commander, name: string, { out, err }: Output): Commander {
  return commander
    .name(name)
    .exitOverride()
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut: out, writeErr: (text) => err(oneLine(text)) });
}

function oneLine(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException;
  const text = String(message || code || error).trim();
  return `${text.replace(/\s*\n\s*/g, ' ')}\n`;
}
