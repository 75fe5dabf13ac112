import { type Command, columns } from '../command.ts';
import { endOfSigning, keyState } from '../oauth/model/signing-key.ts';

export const keyList: Command = {
  name: 'key list',
  summary:
    'Lists the keys that the server signs with: which sign now, come next, or are kept to check what they signed.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async ({ keyring, signingKeys, now }) => {
      await keyring.jwks(); // makes them where there are none yet
      const keys = await signingKeys.list();
      const listed = keys.map((key) => ({
        kid: key.kid,
        alg: key.alg,
        state: keyState(key, keys, now()),
        published_at: key.publishedAt ?? key.createdAt,
        signs_at: key.signsAt,
        signs_until: endOfSigning(key, keys) ?? null,
        revoked_at: key.revokedAt ?? null,
      }));
      const line = ({ kid, alg, state, signs_at: from, signs_until: until }: (typeof listed)[number]) => {
        return [kid, alg, state, `from ${from.toISOString()}`, until ? `until ${until.toISOString()}` : ''];
      };
      return { json: listed, text: columns(listed.map(line)) };
    });
  },
};
