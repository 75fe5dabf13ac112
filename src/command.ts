import type { Command as Commander, OptionValues } from 'commander';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { readEnvironment } from './environment.ts';
import { explainProblems } from './explain-problems.ts';

/** A command of `latchkey`. */
export type Command = {
  /** As typed: `purge`, or `user add`. */
  readonly name: string;
  /** One line for --help. */
  readonly summary: string;
  /** Adds arguments and options. */
  readonly configure?: (commander: Commander) => void;
  readonly run: (given: Given) => Promise<Printed | undefined>;
};

export type Given = {
  /** The positional arguments, in order. */
  readonly args: readonly string[];
  readonly options: OptionValues;
  /** For what is too long to be held: prints a part of it; such a command returns nothing. */
  readonly print: (text: string) => void;
};

/** What a command prints: `json` with --json, else `text`; nothing else goes to standard output. */
export type Printed = {
  readonly json: unknown;
  readonly text: string;
  /** For a command that ran and found something wrong. */
  readonly exitCode?: number;
};

/** The stores and rules that the pages use too. */
export type CommandDeps = Deps;

/** One line on standard error, exit code 1. */
export class Refused extends Error {}

/** The configuration, or one refusal with everything that is wrong with it. */
export function readConfiguration(): Config {
  const read = readEnvironment();
  if ('problems' in read) throw new Refused(explainProblems(read.problems));
  return read.config;
}

/** For an option that can be given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Lines in columns, for people. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
