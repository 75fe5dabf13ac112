import type { Client } from '../../oauth/model/client.ts';
import { profileOf, type ServerProfile, unmet } from '../../oauth/profile.ts';
import type { Notice } from '../frame/notice.ts';
import type { Words } from '../words/index.ts';

/** Which security profile an application is kept to, where it is one, and what does not fit into it, a sentence each. */
export function shownProfile(
  words: Words,
  client: Client,
  server: ServerProfile,
): { readonly lines: readonly string[]; readonly notices: readonly Notice[] } {
  const profile = profileOf(client, server);
  if (profile === 'standard') return { lines: [], notices: [] };
  const text = words.profile;
  const name = text.names[profile];
  return {
    lines: [text.kept(name)],
    notices: unmet(client, profile).map((each) => ({
      kind: 'warning',
      text: text.missing(name, words.unmetSentence(each)),
    })),
  };
}
