import type { Command as Commander, OptionValues } from 'commander';
import { type CommandDeps, collect, Refused } from '../command.ts';
import type { Client } from '../oauth/model/client.ts';
import type { ClientMetadata } from '../oauth/model/client-metadata.ts';
import { readWorkloads, type WorkloadProblem } from '../oauth/workload-entry.ts';

/** Whose tokens stand for an application, in place of a secret; the options of `app set`. */
export function workloadOptions(commander: Commander): void {
  commander
    .option(
      '--workload <text>',
      'an issuer, a subject (the end may be *) and an audience, with spaces between: its tokens stand for the application; may be repeated',
      collect,
    )
    .option('--no-workload', 'none');
}

/** What was given of them; nothing where nothing was. */
export function workloadsFrom(
  options: OptionValues,
  { issuer }: Pick<CommandDeps, 'issuer'>,
): Pick<ClientMetadata, 'workloads'> | undefined {
  const given = options['workload'] as readonly string[] | boolean | undefined;
  if (given === undefined || given === true) return undefined;
  if (given === false) return { workloads: [] };
  const read = readWorkloads(given, issuer);
  if ('workloads' in read) return read;
  throw new Refused(`--workload "${read.text}": ${PROBLEMS[read.problem]}`);
}

/** Who has workloads authenticates with their tokens, which is private_key_jwt; a public application has no secret to replace. */
export function withAssertions(
  methods: readonly string[] | undefined,
  workloads: ClientMetadata['workloads'] | undefined,
  before: Pick<Client, 'authMethods' | 'confidential'>,
): readonly string[] | undefined {
  if (!workloads || workloads.length === 0 || methods) return methods;
  if (!before.confidential) throw new Refused('--workload is for an application that is not public (--no-public).');
  return before.authMethods.includes('private_key_jwt') ? undefined : [...before.authMethods, 'private_key_jwt'];
}

const PROBLEMS: Readonly<Record<WorkloadProblem, string>> = {
  parts: 'give an issuer, a subject and, where it is not this server, an audience, with a space between.',
  issuer: 'the issuer is an https address, as it stands in iss.',
  subject: 'a subject is whole, or has * as its last character and something before it.',
  'too-many': 'an application trusts at most 20.',
};
