import { type Command, Refused } from '../command.ts';
import { isSigningAlg, type NewSigningKey, SIGNING_ALGS } from '../oauth/model/signing-key.ts';
import { rotateKey, rotateKeys } from '../oauth/signing-keys.ts';

export const keyRotate: Command = {
  name: 'key rotate',
  summary:
    'Adds the next key of an algorithm: published now, signing in an hour. Without --alg, of every algorithm, and the Ed25519 key comes an hour after the others.',
  configure: (commander) =>
    commander
      .option('--alg <name>', `one of ${SIGNING_ALGS.join(', ')}`)
      .option(
        '--now',
        'it signs in a few seconds (of all, the Ed25519 key a minute later): whoever keeps the key set for longer must read it again',
      ),
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const alg = options['alg'] as string | undefined;
    if (alg !== undefined && !isSigningAlg(alg)) {
      throw new Refused(`--alg is ${SIGNING_ALGS.join(', ')}, and not ${alg}.`);
    }
    const atOnce = options['now'] === true;
    return withDeps(async ({ keyring, signingKeys }) => {
      await keyring.jwks(); // makes them where there are none yet
      const rotated =
        alg === undefined
          ? await rotateKeys({ atOnce }, 'administrator', { signingKeys })
          : [{ alg, key: await rotateKey(alg, { atOnce }, 'administrator', { signingKeys }) }];
      const added = rotated.map(({ alg: of, key }) => {
        if (key) return key;
        throw new Refused(`Somebody else added a key for ${of} at the same moment: see "latchkey key list".`);
      });
      const when = ({ publishedIn, signsIn }: NewSigningKey) =>
        `published ${publishedIn === 0 ? 'now' : inWords(publishedIn)}, it signs ${inWords(signsIn)}`;
      return {
        json: added.map((key) => ({ kid: key.kid, alg: key.alg })),
        text: added.map((key) => `Added ${key.kid} (${key.alg}): ${when(key)}.`).join('\n'),
      };
    });
  },
};

function inWords(seconds: number): string {
  return seconds < 120 ? `in ${seconds} seconds` : `in ${seconds / 60} minutes`;
}
