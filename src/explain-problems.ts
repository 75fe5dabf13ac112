import type { Problem } from './config.ts';

/** One problem in a line: the setting, what was given, what is wrong with it. */
export function explainProblem({ name, value, reason }: Problem): string {
  return `${name} (${value === undefined ? 'not set' : `"${value}"`}) ${reason}`;
}

/** What a person reads when the configuration is refused: every problem, one below the other. */
export function explainProblems(problems: readonly Problem[]): string {
  const lines = problems.map((problem) => `  ${explainProblem(problem)}.\n    Example: ${problem.example}`);
  const heading = problems.length === 1 ? 'one setting is wrong' : `${problems.length} settings are wrong`;
  return `Latchkey cannot start: ${heading}.\n${lines.join('\n')}`;
}
