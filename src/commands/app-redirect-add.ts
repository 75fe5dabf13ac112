import { InvalidArgumentError } from 'commander';
import { type Command, Refused } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { MOST_PREVIEW_DAYS, MOST_PREVIEWS, previewHost } from '../oauth/model/preview.ts';
import { english } from '../web/words/index.ts';

export const appRedirectAdd: Command = {
  name: 'app redirect-add',
  summary: 'Adds an exact redirect URI that ends, under a domain that the owning team has verified: for a preview.',
  configure: (commander) =>
    commander
      .argument('<client-id>')
      .argument('<uri>')
      .requiredOption('--days <n>', `after how many days it ends, at most ${MOST_PREVIEW_DAYS}`, days),
  async run({ args: [id = '', uri = ''], options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, id);
      const read = previewHost(uri);
      if ('problem' in read) throw new Refused(said(read.problem));
      const preview = { uri, host: read.host, days: options['days'] as number };
      const added = await deps.previews.add(client.id, preview, 'administrator');
      if (added.outcome !== 'added') throw new Refused(refusal(added.outcome, client.name, read.host));
      const expiresAt = added.expiresAt.toISOString();
      return {
        json: { client_id: client.id, redirect_uri: uri, expires_at: expiresAt },
        text: `${client.name} may send people to ${uri} until ${expiresAt}.`,
      };
    });
  },
};

function said(problem: Extract<ReturnType<typeof previewHost>, { problem: unknown }>['problem']): string {
  return problem === 'not-https'
    ? 'The address of a preview begins with https:// and a host in small letters.'
    : english.sentenceOf(problem);
}

function refusal(outcome: 'unknown' | 'not-verified' | 'registered' | 'too-many', name: string, host: string): string {
  switch (outcome) {
    case 'unknown':
      return `${name} is there no more.`;
    case 'registered':
      return 'It is registered already, without an end.';
    case 'too-many':
      return `${name} has ${MOST_PREVIEWS} of them: remove one first.`;
    case 'not-verified':
      return `${host} is under no domain that the team which owns ${name} has verified: a manager does that on the page of the team.`;
  }
}

function days(value: string): number {
  const number = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > MOST_PREVIEW_DAYS) throw new InvalidArgumentError(`Give 1 to ${MOST_PREVIEW_DAYS}.`);
  return number;
}
