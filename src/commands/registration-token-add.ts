import { type Command, Refused } from '../command.ts';
import { digest, randomToken } from '../secrets.ts';

const MOST_USES = 100_000;
const MOST_DAYS = 3650;

export const registrationTokenAdd: Command = {
  name: 'registration-token add',
  summary: 'Makes a token with which programs register applications (RFC 7591 §3). It is shown once.',
  configure: (commander) =>
    commander
      .option('--uses <number>', 'how many applications it may register: 1, if nothing is said')
      .option('--days <number>', 'for how many days it is good: 7, if nothing is said'),
  async run({ options }) {
    const uses = numberFrom('--uses', options['uses'] ?? '1', MOST_USES);
    const days = numberFrom('--days', options['days'] ?? '7', MOST_DAYS);
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ registrations }) => {
      const token = randomToken('ri');
      const expiresAt = await registrations.addToken(digest(token), { uses, days }, 'administrator');
      const often = uses === 1 ? 'once' : `${uses} times`;
      return {
        json: { token, uses, expires_at: expiresAt.toISOString() },
        text: `${token}\nGood ${often}, until ${expiresAt.toISOString()}. It is not shown again.`,
      };
    });
  },
};

function numberFrom(option: string, given: unknown, most: number): number {
  const value = /^\d{1,6}$/.test(String(given)) ? Number(given) : 0;
  if (value < 1 || value > most) throw new Refused(`${option} is a whole number from 1 to ${most}, and not ${given}.`);
  return value;
}
