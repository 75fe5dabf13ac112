import type { GroupProblem } from '../accounts/group.ts';
import { problems } from '../web/words/en/problems.ts';

/** What is wrong with a name and a description, for whoever typed them. */
export function said(wrong: { readonly name?: GroupProblem; readonly description?: GroupProblem }): string {
  const { name, description } = wrong;
  const sentences = [
    name && `The name: ${problems.group[name]}`,
    description && `--description: ${problems.group[description]}`,
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
