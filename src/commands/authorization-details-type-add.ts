import { readFile } from 'node:fs/promises';
import { type Command, Refused } from '../command.ts';
import { detailsTypeProblem } from '../oauth/details-type.ts';
import type { DetailsType } from '../oauth/model/authorization-details.ts';
import { detailsTypeSentence } from '../web/words/en/details-type.ts';

export const authorizationDetailsTypeAdd: Command = {
  name: 'authorization-details-type add',
  summary: 'Adds a kind of authorization details that applications can ask for, or replaces the one of that name.',
  configure: (commander) =>
    commander
      .argument('<type>', 'as applications send it, such as payment_initiation')
      .requiredOption('--schema <file>', 'what the details must look like: a JSON Schema, 2020-12')
      .requiredOption(
        '--sentence <phrase>',
        'as after "It can": "Pay {amount.value} {amount.currency} to {creditor}", with members of the details in braces',
      ),
  async run({ args: [type = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const sentence = String(options['sentence']).trim();
    const schema = await readSchema(String(options['schema']));
    const problem = await detailsTypeProblem({ type, schema, sentence });
    if (problem) throw new Refused(detailsTypeSentence(problem));
    const saved = { type, sentence, schema: schema as DetailsType['schema'] };
    return withDeps(async ({ detailsTypes }) => {
      const result = await detailsTypes.save(saved, 'administrator');
      return { json: { ...saved, result }, text: `${result === 'added' ? 'Added' : 'Updated'} ${type}.` };
    });
  },
};

async function readSchema(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refused(`--schema: ${file} cannot be read as JSON: ${(error as Error).message.split('\n')[0]}`);
  }
}
