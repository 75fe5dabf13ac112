import { type Command, Refused } from '../command.ts';
import { isSigningAlg, SIGNING_ALGS } from '../oauth/model/signing-key.ts';
import { ANNOUNCED_SECONDS, HURRIED_SECONDS, rotateKey } from '../oauth/signing-keys.ts';

export const keyRotate: Command = {
  name: 'key rotate',
  summary: 'Adds the next key of an algorithm: published now, signing in an hour. Without --alg, of every algorithm.',
  configure: (commander) =>
    commander
      .option('--alg <name>', `one of ${SIGNING_ALGS.join(', ')}`)
      .option('--now', 'it signs in a few seconds: whoever keeps the key set for longer must read it again'),
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const alg = options['alg'] as string | undefined;
    if (alg !== undefined && !isSigningAlg(alg)) {
      throw new Refused(`--alg is ${SIGNING_ALGS.join(', ')}, and not ${alg}.`);
    }
    const atOnce = options['now'] === true;
    return withDeps(async ({ keyring, signingKeys }) => {
      await keyring.jwks(); // makes them where there are none yet
      const added = [];
      for (const each of alg === undefined ? SIGNING_ALGS : [alg]) {
        const key = await rotateKey(each, { atOnce }, 'administrator', { signingKeys });
        if (!key)
          throw new Refused(`Somebody else added a key for ${each} at the same moment: see "latchkey key list".`);
        added.push({ kid: key.kid, alg: key.alg });
      }
      const when = atOnce ? `in ${HURRIED_SECONDS} seconds` : `in ${ANNOUNCED_SECONDS / 60} minutes`;
      return {
        json: added,
        text: added.map((key) => `Added ${key.kid} (${key.alg}): published now, it signs ${when}.`).join('\n'),
      };
    });
  },
};
